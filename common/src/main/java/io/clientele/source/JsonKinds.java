package io.clientele.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.schema_of_variant;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of JSON that hold objects or arrays here and plain values there. Spark takes both for
 * text, and {@code {"id":7}} would be somebody's id. Numbers here and texts there are told by what
 * reads them.
 */
final class JsonKinds {
  private static final String NESTED = "ARRAY|OBJECT";

  private JsonKinds() {}

  /** How the rows of an input are read with columns of one's own. */
  interface Rows {
    /** Returns the rows of all files. */
    Dataset<Row> of(StructType columns);
  }

  /**
   * Returns what is to be said of each such column; empty where there is none. One job, which
   * parses the columns in doubt alone.
   *
   * @param columns as Spark sees them: only text may hide several kinds
   */
  static List<String> mixed(StructType columns, InputPlace place, Rows rows) {
    List<String> doubted = new ArrayList<>();
    StructType kinds = new StructType();
    for (StructField field : columns.fields()) {
      if (field.dataType().equals(DataTypes.StringType) && place.reads(field.name())) {
        doubted.add(field.name());
        kinds = kinds.add(field.name(), DataTypes.VariantType);
      }
    }
    if (doubted.isEmpty()) {
      return List.of();
    }
    List<Column> seen = new ArrayList<>();
    for (String name : doubted) {
      // An object's kind goes on with its fields, an array's with its elements: OBJECT<id: BIGINT>.
      Column kind = regexp_extract(schema_of_variant(named(name)), "^[A-Z]+", 0);
      Column at = struct(col("_metadata.file_path"), kind);
      Column isNested = kind.rlike("^(" + NESTED + ")$");
      seen.add(min(when(isNested, at)));
      seen.add(min(when(isNested.equalTo(false).and(kind.notEqual("VOID")), at)));
    }
    Row found = rows.of(kinds).agg(seen.get(0), rest(seen)).head();
    List<String> mixed = new ArrayList<>();
    for (int i = 0; i < doubted.size(); i++) {
      Row nested = found.getStruct(2 * i);
      Row plain = found.getStruct(2 * i + 1);
      if (nested != null && plain != null) {
        mixed.add(
            "column %s in two kinds: %s, %s".formatted(doubted.get(i), text(plain), text(nested)));
      }
    }
    return mixed;
  }

  private static Column[] rest(List<Column> columns) {
    return columns.subList(1, columns.size()).toArray(Column[]::new);
  }

  private static String text(Row at) {
    String path = URI.create(at.getString(0)).getPath();
    String kind =
        switch (at.getString(1)) {
          case "STRING" -> "text";
          case "BIGINT", "DECIMAL", "DOUBLE", "FLOAT" -> "number";
          default -> at.getString(1).toLowerCase(Locale.ROOT);
        };
    return kind + " in " + path.substring(path.lastIndexOf('/') + 1);
  }

  private static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
