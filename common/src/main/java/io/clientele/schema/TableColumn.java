package io.clientele.schema;

import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * One column of a table. Every column may be null; the comment says what null means.
 *
 * @param name the column's name
 * @param type what it holds
 * @param comment its meaning and unit, for the catalog and the data dictionary
 */
public record TableColumn(String name, ColumnType type, String comment) {

  /** Returns the Spark field, with the comment where catalogs look for it. */
  public StructField field(Money money) {
    return new StructField(name, type.at(money), true, metadata());
  }

  /** Returns the field metadata that carries the comment. */
  public Metadata metadata() {
    return new MetadataBuilder().putString("comment", comment).build();
  }
}
