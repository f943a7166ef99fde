package io.clientele.table;

import static org.apache.spark.sql.functions.col;

import io.clientele.schema.CustomerSegments;
import io.clientele.schema.TableSchema;
import io.clientele.settings.CompactionSettings;
import io.clientele.settings.MaintenanceSettings;
import io.delta.tables.DeltaOptimizeBuilder;
import io.delta.tables.DeltaTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import scala.Option;

/**
 * The upkeep of a Delta table: dropping and writing together are one commit each; what they replace
 * stays on the storage until it is swept.
 */
record DeltaUpkeep(SparkSession spark, Folders folders, TableSchema table) implements Upkeep {
  private static final String CONF = "spark.databricks.delta.";
  private static final String LARGEST_FILE = String.valueOf(128L * 1024 * 1024);
  private static final long MILLIS_AN_HOUR = 3_600_000;
  private static final int TASKS_PER_CORE = 4;

  @Override
  public Inventory inventory() {
    return new Inventory(Size.of(stored().values()), visible());
  }

  @Override
  public Size fragments(CompactionSettings limits, Collection<LocalDate> dropped) {
    return fragments(limits).entrySet().stream()
        .filter(small -> small.getKey().filter(dropped::contains).isEmpty())
        .map(Map.Entry::getValue)
        .reduce(Size.NONE, Size::plus);
  }

  @Override
  public Size unread(int hours) {
    Map<Path, Long> stored = stored();
    if (stored.size() == visible().size()) {
      return Size.NONE;
    }
    List<Row> paths = vacuum(hours, " DRY RUN");
    return Size.of(
        paths.stream()
            .map(row -> folders.files().makeQualified(new Path(row.getString(0))))
            // Empty folders are listed as well.
            .flatMap(path -> Optional.ofNullable(stored.get(path)).stream())
            .toList());
  }

  @Override
  public Size drop(Collection<LocalDate> dates) {
    if (table.equals(CustomerSegments.SCHEMA)) {
      folders.manifest().drop(dates);
    }
    Column gone = col(PartitionDates.column(table)).isin(dates.toArray());
    return DeltaCommit.of(
        location(),
        () -> {
          DeltaTable.forPath(spark, location()).delete(gone);
          return Size.NONE;
        });
  }

  @Override
  public void compact(CompactionSettings limits) {
    Set<Optional<LocalDate>> pays = fragments(limits).keySet();
    if (pays.isEmpty()) {
      return;
    }
    DeltaOptimizeBuilder optimize = DeltaTable.forPath(spark, location()).optimize();
    DeltaOptimizeBuilder chosen =
        table.partition().map(column -> optimize.where(among(column, pays))).orElse(optimize);
    Map<String, String> sizes =
        Map.of(
            CONF + "optimize.minFileSize",
            String.valueOf(limits.smallMib() * 1024L * 1024),
            CONF + "optimize.maxFileSize",
            LARGEST_FILE);
    within(sizes, () -> DeltaCommit.of(location(), chosen::executeCompaction));
  }

  @Override
  public Size sweep(int hours) {
    Size before = Size.of(stored().values());
    if (before.files() == visible().size()) {
      return Size.NONE;
    }
    vacuum(hours, "");
    return before.minus(Size.of(stored().values()));
  }

  private Map<Optional<LocalDate>, Size> fragments(CompactionSettings limits) {
    return new Inventory(Size.NONE, visible()).fragments(limits);
  }

  private static String among(String column, Set<Optional<LocalDate>> dates) {
    return dates.stream()
        .flatMap(Optional::stream)
        .sorted()
        .map("DATE'%s'"::formatted)
        .collect(Collectors.joining(", ", "`" + column + "` in (", ")"));
  }

  private List<Row> vacuum(int hours, String how) {
    String sql = "VACUUM delta.`%s` RETAIN %d HOURS".formatted(location(), atLeastSafe(hours));
    boolean isShort = hours < MaintenanceSettings.SAFE_VACUUM_HOURS;
    Map<String, String> settings = new LinkedHashMap<>();
    // Without this Delta takes no hours but none at all, or those of the table's property.
    settings.put(CONF + "vacuum.retentionWindowIgnore.enabled", "false");
    // The runs table tells; two commits more with every vacuum would be two more to read.
    settings.put(CONF + "vacuum.logging.enabled", "false");
    // By default Delta lists a table's folders in 10,000 tasks.
    int tasks = TASKS_PER_CORE * spark.sparkContext().defaultParallelism();
    settings.put("spark.sql.sources.parallelPartitionDiscovery.parallelism", "" + tasks);
    if (isShort) {
      settings.put(CONF + "retentionDurationCheck.enabled", "false");
    }
    List<Row> answer = new ArrayList<>();
    within(settings, () -> answer.addAll(spark.sql(sql + how).collectAsList()));
    return answer;
  }

  /** What somebody has asked to keep longer by the table's property stays as long. */
  private long atLeastSafe(int hours) {
    if (hours < MaintenanceSettings.SAFE_VACUUM_HOURS) {
      return hours;
    }
    long kept = DeltaLog.tombstoneRetentionMillis(files().snapshot().metadata());
    return Math.max(hours, (kept + MILLIS_AN_HOUR - 1) / MILLIS_AN_HOUR);
  }

  private List<Inventory.VisibleFile> visible() {
    return files().visible();
  }

  private DeltaFiles files() {
    return new DeltaFiles(spark, location(), table);
  }

  /** The files under the table, its log aside, which Delta clears by itself. */
  private Map<Path, Long> stored() {
    String log = location() + "/_delta_log/";
    return folders.below(new Path(location())).stream()
        .filter(file -> !file.getPath().toString().startsWith(log))
        .collect(Collectors.toMap(FileStatus::getPath, FileStatus::getLen));
  }

  private String location() {
    return folders.root() + "/" + table.name();
  }

  /** The session is left as it was. */
  private void within(Map<String, String> settings, Runnable work) {
    Map<String, Option<String>> before = new LinkedHashMap<>();
    settings.keySet().forEach(key -> before.put(key, spark.conf().getOption(key)));
    settings.forEach(spark.conf()::set);
    try {
      work.run();
    } finally {
      before.forEach(this::restore);
    }
  }

  private void restore(String key, Option<String> value) {
    if (value.isDefined()) {
      spark.conf().set(key, value.get());
    } else {
      spark.conf().unset(key);
    }
  }
}
