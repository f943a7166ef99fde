package io.clientele.source;

import io.clientele.settings.InputSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What is new in an input of files: those that have come. A file that has changed or gone takes its
 * old rows with it, so that nothing can be told.
 */
final class FileChange {
  private final SparkSession spark;
  private final InputPlace place;

  FileChange(SparkSession spark, InputPlace place) {
    this.spark = spark;
    this.place = place;
  }

  SourceChange between(
      SourceHistory.Mapping mapping, SourcePosition.Input then, SourcePosition.Input now) {
    if (place.settings().table().isPresent()) {
      return mapping.everything("the files of %s, a table, have changed");
    }
    Map<String, SourcePosition.Mark> added = new LinkedHashMap<>();
    now.files().forEach(file -> added.put(file.path(), file));
    for (SourcePosition.Mark file : then.files()) {
      SourcePosition.Mark still = added.remove(file.path());
      if (still == null) {
        return mapping.everything("a file of %s has gone: " + name(file));
      }
      if (!still.equals(file)) {
        return mapping.everything("a file of %s has changed: " + name(file));
      }
    }
    if (added.isEmpty()) {
      return new SourceChange.Nothing();
    }
    Optional<String> obstacle = mapping.worth().obstacle(bytes(added.values()), bytes(now.files()));
    if (obstacle.isPresent()) {
      return mapping.everything(obstacle.get());
    }
    StructType schema = new SourceReader(spark).input(place).schema();
    return new SourceChange.Some(
        mapping.of(read(schema, List.copyOf(added.values()))),
        Optional.empty(),
        mapping.of(read(schema, then.files())),
        mapping.of(read(schema, now.files())));
  }

  private Dataset<Row> read(StructType schema, List<SourcePosition.Mark> files) {
    InputSettings settings = place.settings();
    Map<String, String> options = new HashMap<>(settings.options());
    folder().ifPresent(root -> options.putIfAbsent("basePath", root));
    DataFrameReader reader = spark.read().format(settings.format()).options(options);
    // Spark would guess the types of few files otherwise than those of all.
    return (settings.format().equals("text") ? reader : reader.schema(schema))
        .load(files.stream().map(file -> escaped(file.path())).toArray(String[]::new));
  }

  /** Returns the folder whose subfolders may name partitions; none for a file or a glob. */
  private Optional<String> folder() {
    Path path = new Path(place.location());
    try {
      FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
      FileStatus[] found = files.globStatus(path);
      return found != null && found.length == 1 && found[0].isDirectory()
          ? Optional.of(found[0].getPath().toString())
          : Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Spark takes what it is to load for a glob. */
  private static String escaped(String path) {
    return path.replaceAll("([\\\\{}\\[\\]*?])", "\\\\$1");
  }

  private static long bytes(Collection<SourcePosition.Mark> files) {
    return files.stream().mapToLong(SourcePosition.Mark::length).sum();
  }

  private static String name(SourcePosition.Mark file) {
    String[] parts = file.path().split("/");
    return Arrays.stream(parts).reduce((first, last) -> last).orElse(file.path());
  }
}
