package io.clientele.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns that stand beside those of a file of text and tell which of its rows do not fit it: the
 * row as it is written, and where that is. Both are null for a sound row.
 */
final class BrokenColumns {
  /** The row as it is written. */
  static final String TEXT = "clientele_broken_text";

  /** What is wrong with it, a {@link Fault}. */
  static final String FAULT = "clientele_broken_fault";

  /** Its line, counted from where its part of the file starts. */
  static final String LINE = "clientele_broken_line";

  /** Where it is: {@code file, start, line, fault}. */
  static final String PLACE = "clientele_broken_place";

  /** The type of {@link #PLACE}. */
  static final StructType PLACE_TYPE =
      new StructType()
          .add("file", DataTypes.StringType)
          .add("start", DataTypes.LongType)
          .add("line", DataTypes.LongType)
          .add("fault", DataTypes.StringType);

  private BrokenColumns() {}

  /** Why a row does not fit its file. */
  enum Fault {
    /** Too few or too many fields. */
    FIELDS,
    /** The line ends inside a quote. */
    QUOTE,
    /** It repeats the header. */
    HEADER,
    /** No JSON. */
    JSON
  }

  /** Returns where a row is, from what the reader of its file tells; null for a sound row. */
  static Column place(Column line, Column fault) {
    return when(
            col(TEXT).isNotNull(),
            struct(
                col("_metadata.file_path").as("file"),
                col("_metadata.file_block_start").as("start"),
                line.as("line"),
                fault.as("fault")))
        .as(PLACE);
  }

  /** Returns whether any row may be broken. */
  static boolean areIn(Dataset<Row> rows) {
    return Arrays.asList(rows.columns()).contains(TEXT);
  }

  /** Returns the rows that are sound, with the columns of their own. */
  static Dataset<Row> sound(Dataset<Row> rows) {
    return areIn(rows) ? own(rows.filter(col(TEXT).isNull())) : rows;
  }

  /** Returns the rows without these columns. */
  static Dataset<Row> own(Dataset<Row> rows) {
    return areIn(rows) ? rows.drop(TEXT, PLACE) : rows;
  }

  /** Returns the text of a broken row as a column; null for every row where none may be broken. */
  static Column text(Dataset<Row> rows) {
    return areIn(rows) ? col(TEXT) : lit(null).cast(DataTypes.StringType);
  }

  /** Returns the place of a broken row as a column; null for every row where none may be broken. */
  static Column place(Dataset<Row> rows) {
    return areIn(rows) ? col(PLACE) : lit(null).cast(PLACE_TYPE);
  }

  /** Returns the row's own columns as one. */
  static Column rest(Dataset<Row> rows) {
    return areIn(rows)
        ? expr("struct(* except (%s, %s))".formatted(TEXT, PLACE))
        : struct(col("*"));
  }

  /**
   * Returns rows of some columns, of which a name may stand twice, and the broken ones of an input
   * they were made of.
   */
  static Dataset<Row> with(Dataset<Row> rows, StructType columns, Dataset<Row> input) {
    List<Column> nothing = new ArrayList<>();
    for (StructField column : columns.fields()) {
      nothing.add(lit(null).cast(column.dataType()).as(column.name()));
    }
    nothing.add(col(TEXT));
    nothing.add(col(PLACE));
    Dataset<Row> sound =
        areIn(rows) ? rows : rows.select(col("*"), text(rows).as(TEXT), place(rows).as(PLACE));
    return sound.union(input.filter(col(TEXT).isNotNull()).select(nothing.toArray(Column[]::new)));
  }
}
