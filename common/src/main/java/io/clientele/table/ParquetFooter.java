package io.clientele.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.Footer;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of stored plain files. All files of a table have the same, as every write is checked
 * against them: one file's footer tells, where Spark would start a job to look at it.
 */
record ParquetFooter(SparkSession spark, Folders folders) {

  /** Returns the columns of a table's newest date, the date among them; empty without any file. */
  Optional<StructType> columns(Path location) {
    return newestFile(location)
        .map(
            file -> {
              StructType columns = read(file.getPath());
              String folder = file.getPath().getParent().getName();
              return folder.contains("=")
                  ? columns.add(folder.substring(0, folder.indexOf('=')), DataTypes.DateType)
                  : columns;
            });
  }

  private Optional<FileStatus> newestFile(Path folder) {
    List<FileStatus> entries = folders.list(folder);
    for (int entry = entries.size() - 1; entry >= 0; entry--) {
      FileStatus found = entries.get(entry);
      Optional<FileStatus> file = found.isFile() ? Optional.of(found) : newestFile(found.getPath());
      if (file.isPresent()) {
        return file;
      }
    }
    return Optional.empty();
  }

  /** Returns how many rows a file has. */
  static long rows(SparkSession spark, Path file) {
    return read(spark, file, ParquetFileReader::getRecordCount);
  }

  private StructType read(Path file) {
    return read(
        spark,
        file,
        reader ->
            ParquetFileFormat.readSchemaFromFooter(
                    new Footer(file, reader.getFooter()),
                    new ParquetToSparkSchemaConverter(spark.sessionState().conf()))
                .asNullable());
  }

  private static <T> T read(SparkSession spark, Path file, Function<ParquetFileReader, T> look) {
    Configuration configuration = spark.sessionState().newHadoopConf();
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration))) {
      return look.apply(reader);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
