package io.clientele.settings;

import io.clientele.schema.AllTables;
import io.clientele.schema.ChangedCustomers;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.SegmentSummary;
import io.clientele.schema.SegmentTransitions;
import io.clientele.schema.SegmentValidity;
import io.clientele.schema.TableSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the block {@code maintenance}. */
final class MaintenanceReader {
  /** Tables whose dates may go; models stay, since later dates and explanations use them. */
  private static final List<TableSchema> RETAINED =
      List.of(
          CustomerSegments.SCHEMA,
          CustomerFeatures.SCHEMA,
          RejectedRows.SCHEMA,
          SegmentSummary.SCHEMA,
          SegmentTransitions.SCHEMA,
          SegmentValidity.SCHEMA,
          ChangedCustomers.SCHEMA);

  /** Files are written up to 128 MiB. */
  private static final int LARGEST_SMALL_MIB = 64;

  private MaintenanceReader() {}

  static MaintenanceSettings read(Section section) {
    Section compaction = section.section("compaction");
    Section retention = section.section("retention");
    Map<String, RetentionSettings> tables = new LinkedHashMap<>();
    for (TableSchema table : RETAINED) {
      tables.put(table.name(), retention(retention.section(table.name().replace('_', '-'))));
    }
    RetentionSettings insights = retention(retention.section("insights"));
    AllTables.insights().forEach(table -> tables.put(table.name(), insights));
    return new MaintenanceSettings(
        vacuumHours(section),
        new CompactionSettings(
            compaction.whole("min-files", Limits.atLeast(2)),
            compaction.whole("small-mib", Limits.within(1, LARGEST_SMALL_MIB))),
        tables);
  }

  private static int vacuumHours(Section section) {
    int hours = section.whole("vacuum-hours", Limits.atLeast(0));
    boolean isShortAllowed = section.flag("allow-short-vacuum");
    if (section.sound("vacuum-hours")
        && hours < MaintenanceSettings.SAFE_VACUUM_HOURS
        && !isShortAllowed) {
      section.problem(
          "vacuum-hours",
          "is " + hours + ", shorter than the week that Delta holds to be safe",
          "needs 168 or more, or maintenance.allow-short-vacuum = true");
    }
    return hours;
  }

  private static RetentionSettings retention(Section section) {
    Optional<Integer> days = section.optionalWhole("days", Limits.atLeast(1));
    Optional<Integer> months = section.optionalWhole("months", Limits.atLeast(0));
    if (months.isPresent() && !section.has("days")) {
      section.problem(
          "months", "says nothing without days: every date stays", "give days as well, or null");
    }
    return new RetentionSettings(optional(days), optional(months));
  }

  private static OptionalInt optional(Optional<Integer> number) {
    return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }
}
