package io.clientele.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.execution.datasources.CodecStreams;
import org.apache.spark.sql.execution.datasources.csv.CSVUtils;

/**
 * What the first record of a CSV file tells.
 *
 * @param text the record as it is written
 * @param names the names of the columns, by position where there is no header
 */
record CsvHeader(String text, List<String> names) {
  private static final int LOOKED_AT = 1 << 16;

  /** Keeps its own copy. */
  CsvHeader {
    names = List.copyOf(names);
  }

  /**
   * Reads the start of a file; empty where it holds no record.
   *
   * @throws WideText where it is written in characters of two bytes or four, and the options say
   *     otherwise
   */
  static Optional<CsvHeader> of(FileStatus file, CsvFormat format, Configuration hadoop)
      throws IOException {
    byte[] start = start(file, hadoop);
    if (!CsvFormat.isWide(format.spark().charset())) {
      Optional<String> wide = WideText.encoding(start);
      if (wide.isPresent()) {
        throw new WideText(FileListing.name(file), wide.get());
      }
    }
    TextLines lines =
        new TextLines(
            new InputStreamReader(new java.io.ByteArrayInputStream(start), format.charset()),
            CsvReading.separator(format));
    CsvRecords records = new CsvRecords(lines::next, lines::bare, format);
    while (records.hasNext()) {
      String record = records.next();
      if (!format.isSkipped(record)) {
        String[] tokens = format.parser().parseLine(record);
        return tokens == null
            ? Optional.empty()
            : Optional.of(new CsvHeader(record, List.of(names(tokens, format))));
      }
    }
    return Optional.empty();
  }

  /** Returns the names as they are matched: letter case and blanks around them do not count. */
  List<String> keys() {
    return names.stream().map(CsvHeader::key).toList();
  }

  /** Returns the names that stand there twice. */
  List<String> twice() {
    List<String> twice = new ArrayList<>();
    List<String> keys = keys();
    for (int index = 0; index < keys.size(); index++) {
      if (keys.indexOf(keys.get(index)) < index) {
        twice.add(names.get(index));
      }
    }
    return twice;
  }

  /** Returns a name as it is matched. */
  static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** As Spark names them, but that names that stand there twice stay so. */
  private static String[] names(String[] tokens, CsvFormat format) {
    String[] safe = CSVUtils.makeSafeHeader(tokens, true, format.spark());
    for (int index = 0; index < tokens.length; index++) {
      boolean isNamed =
          format.hasHeader()
              && tokens[index] != null
              && !tokens[index].isEmpty()
              && !tokens[index].equals(format.spark().nullValue());
      if (isNamed) {
        safe[index] = tokens[index];
      }
    }
    return safe;
  }

  private static byte[] start(FileStatus file, Configuration hadoop) throws IOException {
    try (InputStream bytes = CodecStreams.createInputStream(hadoop, file.getPath())) {
      return bytes.readNBytes(LOOKED_AT);
    }
  }
}
