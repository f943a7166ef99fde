package io.clientele.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.CodecStreams;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of lines in files, found by reading these again, up to 256 MiB.
 *
 * @param hadoop how files are opened
 */
record FileLines(Configuration hadoop) {
  private static final long MOST_BYTES = 256L << 20;

  FileLines(SparkSession spark) {
    this(spark.sparkContext().hadoopConfiguration());
  }

  /**
   * Returns the number of a line, none where it is too far in the file.
   *
   * @param start where the part of the file starts in which the line was found
   * @param line its number there
   */
  OptionalLong number(String file, long start, long line) {
    if (start == 0) {
      return OptionalLong.of(line);
    }
    if (start > MOST_BYTES) {
      return OptionalLong.empty();
    }
    // A part leaves the line that its first byte is in to the part before.
    return OptionalLong.of(ends(file, start) + 1 + line);
  }

  /** Returns the numbers of the first lines that are among some texts; one of none if too far. */
  List<OptionalLong> of(String file, Set<String> texts, int most) {
    List<OptionalLong> numbers = new ArrayList<>();
    try (InputStream bytes = CodecStreams.createInputStream(hadoop, path(file));
        TextLines lines = new TextLines(new InputStreamReader(bytes, StandardCharsets.UTF_8), "")) {
      long number = 0;
      long read = 0;
      @Nullable String line = lines.next();
      while (line != null && numbers.size() < most && read < MOST_BYTES) {
        number++;
        read += line.length();
        if (texts.contains(lines.bare(line))) {
          numbers.add(OptionalLong.of(number));
        }
        line = lines.next();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return numbers.isEmpty() ? List.of(OptionalLong.empty()) : numbers;
  }

  /** Returns a file's name for people. */
  static String name(String file) {
    return path(file).getName();
  }

  private long ends(String file, long before) {
    try (InputStream bytes = CodecStreams.createInputStream(hadoop, path(file))) {
      byte[] buffer = new byte[1 << 16];
      long ends = 0;
      long left = before;
      boolean isAfterReturn = false;
      int count = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
      while (count > 0) {
        for (int index = 0; index < count; index++) {
          boolean isReturn = buffer[index] == '\r';
          if (isReturn || (buffer[index] == '\n' && !isAfterReturn)) {
            ends++;
          }
          isAfterReturn = isReturn;
        }
        left -= count;
        count = left > 0 ? bytes.read(buffer, 0, (int) Math.min(buffer.length, left)) : 0;
      }
      return ends;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Spark tells paths as addresses, in which blanks and such are written in numbers. */
  private static Path path(String file) {
    return new Path(URI.create(file));
  }
}
