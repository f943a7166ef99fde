package io.clientele.guess;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.failure.PlainReason;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Reads the beginning of a file of any format. */
final class BeginningReader {
  private static final int ROWS = 1000;
  private static final int BYTES = 1 << 16;

  private final SparkSession spark;

  BeginningReader(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Reads it.
   *
   * @throws ClienteleException with exit code 3 where there is nothing to read
   */
  Beginning read(String path) {
    try {
      FileStatus file = first(new Path(path));
      String format = format(file);
      Map<String, String> options =
          format.equals("csv") ? CsvShape.of(start(file.getPath())).options() : Map.of();
      return beginning(format, options, spark.read().format(format).options(options).load(path));
    } catch (ClienteleException known) {
      throw known;
    } catch (Exception failure) {
      // Spark's own exceptions are checked, but Scala does not say so.
      throw ClienteleException.of(
              ExitCode.INPUT,
              path + " cannot be read: " + PlainReason.of(failure),
              path,
              "give a CSV, JSON or Parquet file of orders, or a folder of such files")
          .causedBy(failure);
    }
  }

  private static Beginning beginning(
      String format, Map<String, String> options, Dataset<Row> rows) {
    StructField[] fields = rows.schema().fields();
    Column[] texts =
        Stream.of(fields).map(field -> text(field.name(), field.dataType())).toArray(Column[]::new);
    List<Row> found = rows.select(texts).limit(ROWS).collectAsList();
    Map<String, List<String>> columns = new LinkedHashMap<>();
    Map<String, String> types = new TreeMap<>();
    for (int index = 0; index < fields.length; index++) {
      List<String> values = new ArrayList<>();
      for (Row row : found) {
        values.add(row.getString(index));
      }
      columns.put(fields[index].name(), values);
      types.put(fields[index].name(), fields[index].dataType().simpleString());
    }
    return new Beginning(format, options, columns, types);
  }

  private static Column text(String name, DataType type) {
    Column column = functions.col("`" + name.replace("`", "``") + "`");
    boolean isNested =
        type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
    return isNested ? functions.to_json(column) : column.cast("string");
  }

  private static String format(FileStatus file) {
    String name =
        file.getPath().getName().toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|bz2|zst)$", "");
    if (name.endsWith(".parquet")) {
      return "parquet";
    }
    return name.matches(".*\\.(json|jsonl|ndjson)") ? "json" : "csv";
  }

  private FileStatus first(Path path) throws IOException {
    FileSystem files = files(path);
    FileStatus[] found = files.globStatus(path);
    Optional<FileStatus> root = found == null ? Optional.empty() : Stream.of(found).findFirst();
    if (root.isEmpty()) {
      throw ClienteleException.of(
          ExitCode.INPUT, path + " does not exist", path.toString(), "give an existing file");
    }
    FileStatus first = root.get();
    while (first.isDirectory()) {
      Path folder = first.getPath();
      first =
          Stream.of(files.listStatus(folder))
              .filter(status -> !status.getPath().getName().matches("[._].*"))
              .min(Comparator.comparing(FileStatus::getPath))
              .orElseThrow(
                  () ->
                      ClienteleException.of(
                          ExitCode.INPUT,
                          folder + " holds no files",
                          folder.toString(),
                          "give a folder with data files"));
    }
    return first;
  }

  private byte[] start(Path file) throws IOException {
    CompressionCodec codec =
        new CompressionCodecFactory(spark.sparkContext().hadoopConfiguration()).getCodec(file);
    try (InputStream plain = files(file).open(file);
        InputStream stream = codec == null ? plain : codec.createInputStream(plain)) {
      return stream.readNBytes(BYTES);
    }
  }

  private FileSystem files(Path path) throws IOException {
    return path.getFileSystem(spark.sparkContext().hadoopConfiguration());
  }
}
