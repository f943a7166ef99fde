package io.clientele.source;

import com.univocity.parsers.csv.CsvParser;
import io.clientele.source.BrokenColumns.Fault;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.Text;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.csv.CSVHeaderChecker;
import org.apache.spark.sql.catalyst.csv.UnivocityParser;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.CodecStreams;
import org.apache.spark.sql.execution.datasources.HadoopFileLinesReader;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Reads a part of a CSV file.
 *
 * @param format how it is written
 * @param header its header as it is written; empty without one
 * @param columns the columns in the file
 * @param required what is asked for, {@link BrokenColumns} among it
 */
record CsvReading(CsvFormat format, String header, StructType columns, StructType required)
    implements Serializable {

  /** Returns the rows; each is good until the next is asked for. */
  Iterator<InternalRow> rows(PartitionedFile file, Configuration hadoop) {
    CsvRecords records = records(file, hadoop);
    if (file.start() == 0 && format.hasHeader()) {
      skipHeader(records);
    }
    StructType asked =
        CheckedCsv.without(required, BrokenColumns.TEXT, BrokenColumns.FAULT, BrokenColumns.LINE);
    StructType parsed = asked.add(BrokenColumns.TEXT, DataTypes.StringType);
    Iterator<InternalRow> rows =
        UnivocityParser.parseIterator(
            CollectionConverters.asScala((java.util.Iterator<String>) records),
            new UnivocityParser(columns, asked, format.spark()),
            new CSVHeaderChecker(columns, format.spark(), "", false),
            parsed);
    return CollectionConverters.asScala(new Judged(records, rows, parsed));
  }

  private CsvRecords records(PartitionedFile file, Configuration hadoop) {
    if (format.isWhole()) {
      TextLines lines =
          new TextLines(
              new InputStreamReader(
                  CodecStreams.createInputStreamWithCloseResource(hadoop, file.filePath().toPath()),
                  format.charset()),
              separator(format));
      return new CsvRecords(lines::next, lines::bare, format);
    }
    HadoopFileLinesReader lines =
        new HadoopFileLinesReader(file, format.spark().lineSeparatorInRead(), hadoop);
    Optional.ofNullable(TaskContext.get())
        .ifPresent(
            task -> task.addTaskCompletionListener((TaskCompletionListener) end -> lines.close()));
    Charset charset = format.charset();
    return new CsvRecords(
        () -> lines.hasNext() ? decoded(lines.next(), charset) : null, line -> line, format);
  }

  /** Returns what ends a line; empty for what ends any. */
  static String separator(CsvFormat format) {
    return format.spark().lineSeparator().getOrElse(() -> "");
  }

  private static String decoded(Text line, Charset charset) {
    return new String(line.getBytes(), 0, line.getLength(), charset);
  }

  private void skipHeader(CsvRecords records) {
    while (records.hasNext()) {
      if (!format.isSkipped(records.next())) {
        return;
      }
    }
  }

  /** Adds what is wrong with a row. */
  private final class Judged implements java.util.Iterator<InternalRow> {
    private final CsvRecords records;
    private final Iterator<InternalRow> rows;
    private final GenericInternalRow judged = new GenericInternalRow(required.length());
    private final int[] places;
    private final DataType[] types;
    private final int textPlace;
    private final long letters = sum(header);
    private final boolean hasTypes;
    private Optional<CsvParser> parser = Optional.empty();
    private Optional<String[]> names = Optional.empty();

    Judged(CsvRecords records, Iterator<InternalRow> rows, StructType parsed) {
      this.records = records;
      this.rows = rows;
      this.textPlace = parsed.length() - 1;
      this.places =
          Arrays.stream(required.fieldNames())
              .mapToInt(name -> (int) parsed.getFieldIndex(name).getOrElse(() -> -1))
              .toArray();
      this.types =
          Arrays.stream(required.fields()).map(StructField::dataType).toArray(DataType[]::new);
      this.hasTypes =
          Arrays.stream(columns.fields())
              .anyMatch(field -> !(field.dataType() instanceof StringType));
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public InternalRow next() {
      InternalRow row = rows.next();
      @Nullable Fault fault = fault(!row.isNullAt(textPlace));
      if (fault != null) {
        records.splitLast();
      }
      for (int index = 0; index < places.length; index++) {
        judged.update(index, value(row, index, fault));
      }
      return judged;
    }

    private @Nullable Object value(InternalRow row, int index, @Nullable Fault fault) {
      if (places[index] >= 0 && places[index] != textPlace) {
        return row.get(places[index], types[index]);
      }
      if (fault == null) {
        return null;
      }
      return switch (required.fields()[index].name()) {
        case BrokenColumns.TEXT -> UTF8String.fromString(records.record());
        case BrokenColumns.FAULT -> UTF8String.fromString(fault.name());
        default -> records.number();
      };
    }

    private @Nullable Fault fault(boolean isMalformed) {
      String record = records.record();
      if (records.isOpen()) {
        return Fault.QUOTE;
      }
      // A value that is not of its column's type is no reason.
      if (isMalformed && (!hasTypes || fields(tokens(record)) != columns.length())) {
        return Fault.FIELDS;
      }
      return isHeader(record) ? Fault.HEADER : null;
    }

    private boolean isHeader(String record) {
      // The same names in another order are the same letters.
      if (header.isEmpty() || record.length() != header.length() || sum(record) != letters) {
        return false;
      }
      if (record.equals(header)) {
        return true;
      }
      if (names.isEmpty()) {
        names = Optional.of(sorted(tokens(header)));
      }
      return names.get().length > 1 && Arrays.equals(sorted(tokens(record)), names.get());
    }

    /** Hardly a file needs it, and to make one costs more than a small file does. */
    private String @Nullable [] tokens(String text) {
      if (parser.isEmpty()) {
        parser = Optional.of(format.parser());
      }
      return parser.get().parseLine(text);
    }
  }

  private static long sum(String text) {
    long sum = 0;
    for (int index = 0; index < text.length(); index++) {
      sum += text.charAt(index);
    }
    return sum;
  }

  private static int fields(String @Nullable [] tokens) {
    return tokens == null ? 0 : tokens.length;
  }

  private static String[] sorted(String @Nullable [] tokens) {
    return tokens == null
        ? new String[0]
        : Stream.of(tokens)
            .map(token -> Objects.requireNonNullElse(token, ""))
            .sorted()
            .toArray(String[]::new);
  }
}
