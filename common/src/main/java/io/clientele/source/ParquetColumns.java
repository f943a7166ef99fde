package io.clientele.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.Footer;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What the footer of a Parquet file tells of its columns.
 *
 * @param columns in the order of the file
 */
record ParquetColumns(List<Found> columns) {
  /** Made once: to read them from Hadoop's settings takes longer than a footer does. */
  private static final ParquetReadOptions OPTIONS =
      ParquetReadOptions.builder(new PlainParquetConfiguration())
          .withMetadataFilter(ParquetMetadataConverter.SKIP_ROW_GROUPS)
          .build();

  /** Keeps its own copy. */
  ParquetColumns {
    columns = List.copyOf(columns);
  }

  /** What a time in nanoseconds means. */
  enum Nanoseconds {
    /** A moment. */
    INSTANT,
    /** A day and a time of day, of the shop's zone. */
    LOCAL
  }

  /**
   * A column.
   *
   * @param type as Spark reads it
   * @param nanoseconds where it is a time that Spark reads as a number
   * @param file a file that has it so
   */
  record Found(String name, DataType type, Optional<Nanoseconds> nanoseconds, String file) {

    /** Returns the column as two files have it; empty where these are two types. */
    Optional<Found> and(Found other) {
      return (nanoseconds.equals(other.nanoseconds)
              ? merged(type, other.type)
              : Optional.<DataType>empty())
          .map(both -> new Found(name, both, nanoseconds, file));
    }

    /** Returns how two files differ in the column. */
    String unlike(Found other) {
      return "column %s in two types: %s in %s, %s in %s"
          .formatted(name, text(), file, other.text(), other.file);
    }

    private String text() {
      return nanoseconds
          .map(
              time ->
                  time == Nanoseconds.INSTANT
                      ? "timestamp in nanoseconds"
                      : "timestamp_ntz in nanoseconds")
          .orElseGet(type::simpleString);
    }
  }

  /**
   * Reads the footer of a file.
   *
   * @param converter takes nanoseconds for numbers
   */
  static ParquetColumns of(
      FileStatus file,
      Configuration hadoop,
      ParquetToSparkSchemaConverter converter,
      InputPlace place)
      throws IOException {
    InputFile input = HadoopInputFile.fromStatus(file, hadoop);
    try (SeekableInputStream bytes = input.newStream()) {
      ParquetMetadata footer = ParquetFileReader.readFooter(input, OPTIONS, bytes);
      List<Found> columns = new ArrayList<>();
      StructType types =
          ParquetFileFormat.readSchemaFromFooter(new Footer(file.getPath(), footer), converter);
      for (StructField field : types.fields()) {
        columns.add(
            new Found(
                field.name(),
                field.dataType(),
                nanoseconds(footer, field.name()),
                FileListing.name(file)));
      }
      return new ParquetColumns(columns);
    } catch (RuntimeException noParquet) {
      throw place
          .failure(
              "cannot be read: " + FileListing.name(file) + " is no whole Parquet file",
              "look at that file, or leave it out of the path")
          .causedBy(noParquet);
    }
  }

  private static Optional<Nanoseconds> nanoseconds(ParquetMetadata footer, String name) {
    for (Type type : footer.getFileMetaData().getSchema().getFields()) {
      if (type.getName().equals(name)
          && type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time
          && time.getUnit() == TimeUnit.NANOS) {
        return Optional.of(time.isAdjustedToUTC() ? Nanoseconds.INSTANT : Nanoseconds.LOCAL);
      }
    }
    return Optional.empty();
  }

  /** Structs may have more fields in one file than in another; all else is the same or not. */
  private static Optional<DataType> merged(DataType one, DataType other) {
    if (one instanceof StructType struct && other instanceof StructType more) {
      return merged(struct, more).map(type -> type);
    }
    if (one instanceof ArrayType array && other instanceof ArrayType more) {
      return merged(array.elementType(), more.elementType())
          .map(element -> new ArrayType(element, true));
    }
    return one.asNullable().equals(other.asNullable()) ? Optional.of(one) : Optional.empty();
  }

  private static Optional<StructType> merged(StructType one, StructType other) {
    StructType all = new StructType();
    for (StructField field : one.fields()) {
      if (other.getFieldIndex(field.name()).isEmpty()) {
        all = all.add(field.name(), field.dataType());
        continue;
      }
      Optional<DataType> both = merged(field.dataType(), other.apply(field.name()).dataType());
      if (both.isEmpty()) {
        return Optional.empty();
      }
      all = all.add(field.name(), both.get());
    }
    for (StructField field : other.fields()) {
      if (one.getFieldIndex(field.name()).isEmpty()) {
        all = all.add(field.name(), field.dataType());
      }
    }
    return Optional.of(all);
  }
}
