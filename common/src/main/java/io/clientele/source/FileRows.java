package io.clientele.source;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.FileStatusCache;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.InMemoryFileIndex;
import org.apache.spark.sql.execution.datasources.PartitionSpec;
import org.apache.spark.sql.execution.datasources.PartitioningUtils$;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Reads listed files, and no others: Spark does not list them again, so that what comes while they
 * are read is not half seen, and thousands of small files cost no job. Values of partition folders
 * are text.
 */
final class FileRows {
  private static final String BASE_PATH = "basePath";

  private final org.apache.spark.sql.classic.SparkSession spark;
  private final Map<String, String> options;
  private final PartitionSpec partitions;

  FileRows(SparkSession spark, FileListing listing, Map<String, String> options) {
    this.spark = (org.apache.spark.sql.classic.SparkSession) spark;
    this.options = Map.copyOf(options);
    this.partitions = partitions(listing);
  }

  /** Returns the columns that folders name. */
  StructType partitionColumns() {
    return partitions.partitionColumns();
  }

  /**
   * Returns the rows of some of the files.
   *
   * @param columns those in the files
   */
  Dataset<Row> of(List<FileStatus> files, StructType columns, FileFormat format) {
    return of(files, columns, format, options);
  }

  /** Returns the rows of some of the files, read with other options. */
  Dataset<Row> of(
      List<FileStatus> files, StructType columns, FileFormat format, Map<String, String> others) {
    scala.collection.immutable.Map<String, String> parameters = ScalaMaps.of(others);
    Known known = new Known(files);
    InMemoryFileIndex index =
        new InMemoryFileIndex(
            spark,
            sequence(known.paths()),
            parameters,
            Option.empty(),
            known,
            Option.apply(partitions),
            Option.empty());
    return spark.baseRelationToDataFrame(
        new HadoopFsRelation(
            index,
            partitions.partitionColumns(),
            columns,
            Option.empty(),
            format,
            parameters,
            spark));
  }

  private PartitionSpec partitions(FileListing listing) {
    if (listing.isDeep()) {
      return PartitionSpec.emptySpec();
    }
    Set<Path> folders = new LinkedHashSet<>();
    listing.files().forEach(file -> folders.add(file.getPath().getParent()));
    List<Path> bases =
        options.entrySet().stream()
            .filter(option -> option.getKey().equalsIgnoreCase(BASE_PATH))
            .map(option -> qualified(option.getValue()))
            .toList();
    return PartitioningUtils$.MODULE$.parsePartitions(
        sequence(List.copyOf(folders)),
        false,
        CollectionConverters.asScala(bases.isEmpty() ? listing.bases() : bases).toSet(),
        Option.empty(),
        spark.sessionState().conf().caseSensitiveAnalysis(),
        spark.sessionState().conf().validatePartitionColumns(),
        spark.sessionState().conf().sessionLocalTimeZone(),
        false);
  }

  private Path qualified(String path) {
    try {
      Path given = new Path(path);
      return given.getFileSystem(spark.sparkContext().hadoopConfiguration()).makeQualified(given);
    } catch (java.io.IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private static <T> Seq<T> sequence(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }

  /**
   * What Spark would list, listed already. Each file stands for itself: Spark takes two lists for
   * the same where they start from the same places, and would answer for one with what it holds of
   * the other.
   */
  private static final class Known extends FileStatusCache {
    private final Map<Path, FileStatus> byPath = new LinkedHashMap<>();

    Known(List<FileStatus> files) {
      files.forEach(file -> byPath.put(file.getPath(), file));
    }

    List<Path> paths() {
      return List.copyOf(byPath.keySet());
    }

    @Override
    public Option<FileStatus[]> getLeafFiles(Path path) {
      FileStatus file = byPath.get(path);
      return Option.apply(file == null ? new FileStatus[0] : new FileStatus[] {file});
    }

    @Override
    public void putLeafFiles(Path folder, FileStatus[] files) {
      // Nothing is ever listed.
    }

    @Override
    public void invalidateAll() {
      // What was listed stays so.
    }
  }
}
