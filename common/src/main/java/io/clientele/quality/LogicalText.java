package io.clientele.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.translate;
import static org.apache.spark.sql.functions.trim;

import io.clientele.settings.SourceSettings;
import org.apache.spark.sql.Column;

/**
 * Reads logical columns of a source as the rules want them.
 *
 * @param source the source and its mapping
 */
record LogicalText(SourceSettings source) {

  /** Returns a text column, trimmed, blank as null; null for every row where it is not mapped. */
  Column text(String name) {
    if (!source.maps(name)) {
      return lit(null).cast("string");
    }
    return nullif(trim(col(name).cast("string")), lit(""));
  }

  /** Returns a column cast to a type, null where that fails or where it is not mapped. */
  Column tried(String name, String type) {
    return source.maps(name) ? col(name).try_cast(type) : lit(null).cast(type);
  }

  /** Returns a text with the capital letters of ASCII made small, and all others as they are. */
  static Column smallLetters(Column text) {
    return translate(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz");
  }
}
