package io.clientele.source;

import com.univocity.parsers.csv.CsvParser;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.csv.CSVOptions;

/**
 * How CSV is written, as Spark's options say it.
 *
 * @param given the options of the input
 * @param spark the same as Spark reads them, of one line at a time
 */
record CsvFormat(Map<String, String> given, CSVOptions spark) implements Serializable {

  /** Reads the options of an input. */
  static CsvFormat of(SparkSession session, Map<String, String> options) {
    Map<String, String> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    given.putAll(options);
    Map<String, String> read = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    read.putAll(given);
    read.put("columnNameOfCorruptRecord", BrokenColumns.TEXT);
    // Without all its fields nobody can say whether a line has too few.
    read.put("columnPruning", "false");
    // Lines of one record are put together before they are parsed.
    read.put("multiLine", "false");
    return new CsvFormat(
        given,
        new CSVOptions(
            ScalaMaps.of(read),
            false,
            session.conf().get("spark.sql.session.timeZone"),
            BrokenColumns.TEXT));
  }

  /** Returns the options to give to Spark's reader. */
  Map<String, String> options() {
    Map<String, String> read = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    read.putAll(given);
    read.put("columnNameOfCorruptRecord", BrokenColumns.TEXT);
    read.put("columnPruning", "false");
    return read;
  }

  /** Whether a file's first line names its columns. */
  boolean hasHeader() {
    return spark.headerFlag();
  }

  /** Whether a quoted field may go on in the next line. */
  boolean hasLongRecords() {
    return Boolean.parseBoolean(given.getOrDefault("multiLine", "false"));
  }

  /** Whether a file is to be read from its start: its lines cannot be found among its bytes. */
  boolean isWhole() {
    return hasLongRecords() || isWide(spark.charset());
  }

  /** Returns how characters are written. */
  Charset charset() {
    return Charset.forName(spark.charset());
  }

  /** Returns a parser of one record. */
  CsvParser parser() {
    return new CsvParser(spark.asParserSettings());
  }

  /** Returns whether a line holds no record: it is blank or a comment. */
  boolean isSkipped(String line) {
    String trimmed = line.trim();
    return trimmed.isEmpty()
        || (spark.isCommentSet() && trimmed.startsWith(String.valueOf(spark.comment())));
  }

  /** Returns whether a character takes more than a byte whatever it is. */
  static boolean isWide(String charset) {
    String name = charset.toUpperCase(Locale.ROOT);
    return name.startsWith("UTF-16") || name.startsWith("UTF-32");
  }
}
