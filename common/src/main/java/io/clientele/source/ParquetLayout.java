package io.clientele.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;

/**
 * Parquet files: their columns are those that any footer tells, each of one type; null in a file
 * that lacks one.
 */
final class ParquetLayout implements FileLayout {
  private static final String NANOSECONDS = "spark.sql.legacy.parquet.nanosAsLong";

  /** Microseconds before 1970 are rounded down as well. */
  private static final String MICROSECONDS = "((%1$s - pmod(%1$s, 1000)) div 1000)";

  private final SparkSession spark;
  private final FileListing listing;
  private final FileRows files;
  private final MissingColumns missing;
  private final Map<String, ParquetColumns.Found> columns = new LinkedHashMap<>();
  private final Map<String, String> leftOut = new LinkedHashMap<>();

  private ParquetLayout(SparkSession spark, InputPlace place, FileListing listing, FileRows files) {
    this.missing = new MissingColumns(place);
    this.spark = spark;
    this.listing = listing;
    this.files = files;
  }

  /**
   * Looks at all footers.
   *
   * @throws io.clientele.failure.ClienteleException with exit code 3 where a column that is read
   *     has two types, or where a file has no footer
   */
  static ParquetLayout of(SparkSession spark, InputPlace place, FileListing listing)
      throws IOException {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    ParquetToSparkSchemaConverter converter = converter(spark.sessionState().conf());
    // Spark reads nothing of files without a byte either.
    List<FileStatus> full = listing.files().stream().filter(file -> file.getLen() > 0).toList();
    if (full.isEmpty()) {
      throw place.failure("holds nothing but empty files", "give files with rows");
    }
    List<ParquetColumns> footers =
        InParallel.of(full, file -> ParquetColumns.of(file, hadoop, converter, place));
    ParquetLayout layout =
        new ParquetLayout(
            spark, place, listing, new FileRows(spark, listing, place.settings().options()));
    for (int index = 0; index < footers.size(); index++) {
      List<ParquetColumns.Found> found = footers.get(index).columns();
      if (found.stream().map(layout::key).distinct().count() < found.size()) {
        throw place.failure("has two columns whose names differ in case only", ColumnNames.CHOICE);
      }
      found.forEach(column -> layout.add(column, place));
      layout.missing.saw(
          full.get(index).getPath().toString(),
          found.stream().map(layout::key).collect(Collectors.toSet()));
    }
    return layout;
  }

  private void add(ParquetColumns.Found found, InputPlace place) {
    String key = key(found);
    ParquetColumns.Found known = columns.get(key);
    if (leftOut.containsKey(key)) {
      return;
    }
    if (known == null) {
      columns.put(key, found);
      return;
    }
    Optional<ParquetColumns.Found> both = known.and(found);
    if (both.isPresent()) {
      columns.put(key, both.get());
      return;
    }
    if (place.reads(found.name())) {
      throw place.failure(
          "has " + known.unlike(found),
          "give the files of each type as an input of its own, and let source.*.query cast the"
              + " column and put the inputs together with union all");
    }
    columns.remove(key);
    leftOut.put(key, "%s; nothing reads it, and it is left out".formatted(known.unlike(found)));
  }

  @Override
  public FileListing listing() {
    return listing;
  }

  @Override
  public Dataset<Row> rows(List<FileStatus> chosen) {
    StructType schema = new StructType();
    for (ParquetColumns.Found found : columns.values()) {
      schema = schema.add(found.name(), found.type());
    }
    boolean isFine = columns.values().stream().anyMatch(found -> found.nanoseconds().isPresent());
    if (isFine) {
      // Spark reads them as numbers or not at all, and looks at this when it does.
      spark.conf().set(NANOSECONDS, "true");
    }
    Dataset<Row> read = files.of(chosen, schema.asNullable(), new ParquetFileFormat());
    if (!isFine) {
      return read;
    }
    List<Column> selected = new ArrayList<>();
    for (String name : read.columns()) {
      ParquetColumns.Found found = columns.get(key(name));
      selected.add(found == null ? named(name) : value(found).as(name));
    }
    return read.select(selected.toArray(Column[]::new));
  }

  @Override
  public List<String> remarks() {
    Map<String, String> names = new LinkedHashMap<>();
    columns.forEach((key, found) -> names.put(key, found.name()));
    List<String> remarks = new ArrayList<>(leftOut.values());
    remarks.addAll(missing.remarks(names));
    return remarks;
  }

  /** As Spark's, which would refuse nanoseconds. */
  private static ParquetToSparkSchemaConverter converter(SQLConf conf) {
    return new ParquetToSparkSchemaConverter(
        conf.isParquetBinaryAsString(),
        conf.isParquetINT96AsTimestamp(),
        conf.caseSensitiveAnalysis(),
        conf.parquetInferTimestampNTZEnabled(),
        true,
        conf.parquetFieldIdReadEnabled(),
        conf.parquetIgnoreVariantAnnotation());
  }

  private String key(ParquetColumns.Found found) {
    return key(found.name());
  }

  /** Names that Spark takes for the same one have the same key. */
  private String key(String name) {
    boolean isExact = spark.sessionState().conf().caseSensitiveAnalysis();
    return isExact ? name : name.toLowerCase(Locale.ROOT);
  }

  private static Column value(ParquetColumns.Found found) {
    if (found.nanoseconds().isEmpty()) {
      return named(found.name());
    }
    String micros = MICROSECONDS.formatted("`" + found.name().replace("`", "``") + "`");
    return switch (found.nanoseconds().get()) {
      case INSTANT -> expr("timestamp_micros(" + micros + ")");
      case LOCAL ->
          expr(
              "timestamp_ntz'1970-01-01 00:00:00' + make_dt_interval(0, 0, 0, cast("
                  + micros
                  + " as decimal(18, 0)) * 0.000001)");
    };
  }

  private static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
