package io.clientele.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.schema_of_variant;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** Returns the columns that may hold several kinds: as Spark sees them, they are text. */
  static List<String> doubted(StructType columns, InputPlace place) {
    return Arrays.stream(columns.fields())
        .filter(field -> field.dataType().equals(DataTypes.StringType))
        .map(StructField::name)
        .filter(place::reads)
        .toList();
  }

  /**
   * Returns what is to be said of each column that holds several kinds; empty where none does. One
   * job, which parses the columns in doubt alone.
   *
   * @param doubted one or more columns
   */
  static List<String> mixed(List<String> doubted, Rows rows) {
    StructType kinds = new StructType();
    for (String name : doubted) {
      kinds = kinds.add(name, DataTypes.VariantType);
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
