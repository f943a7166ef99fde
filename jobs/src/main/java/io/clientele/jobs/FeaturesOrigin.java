package io.clientele.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import io.clientele.failure.ExitCode;
import io.clientele.schema.Runs;
import io.clientele.settings.Settings;
import io.clientele.table.Tables;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * What the features of a date were computed from.
 *
 * @param version the version of Clientele
 * @param configuration the fingerprint of the whole configuration
 * @param ingest the ingest that left the input tables
 */
record FeaturesOrigin(String version, String configuration, long ingest) {
  /** The name under which runs keeps the ingest among what was read. */
  static final String INGEST = "ingest";

  /** Returns what a run computes features from, as things stand. */
  static FeaturesOrigin of(Run run, long ingest) {
    return new FeaturesOrigin(
        Version.current(), run.settings().fingerprint(Settings.WHOLE), ingest);
  }

  /**
   * Looks up what the runs table tells of a date: empty where nobody computed its features, or
   * where it is not certain what they were computed from.
   */
  static Optional<FeaturesOrigin> of(Tables tables, LocalDate date) {
    List<Entry> entries =
        tables
            .read(Runs.SCHEMA)
            .filter(col(Runs.SEGMENT_DATE).equalTo(lit(date)))
            .filter(col(Runs.COMMAND).isin(Commands.FEATURES, Commands.RUN))
            // A gate refuses before anything is written.
            .filter(coalesce(col(Runs.EXIT_CODE), lit(0)).notEqual(ExitCode.QUALITY.number()))
            .select(
                col(Runs.VERSION),
                col(Runs.CONFIG_HASH),
                get_json_object(col(Runs.INPUT_VERSIONS), "$." + INGEST).cast("bigint"),
                unix_micros(col(Runs.STARTED_AT)),
                unix_micros(col(Runs.FINISHED_AT)))
            .collectAsList()
            .stream()
            .map(Entry::of)
            .toList();
    return entries.stream()
        .max(Comparator.comparingLong(Entry::finished))
        .filter(newest -> entries.stream().noneMatch(newest::overlaps))
        .flatMap(Entry::origin);
  }

  /** Returns whether features of the other origin pass for features of this one, or newer ones. */
  boolean covers(FeaturesOrigin other) {
    return version.equals(other.version)
        && configuration.equals(other.configuration)
        && ingest <= other.ingest;
  }

  /** A row of the runs table; without an origin where the run did not get as far. */
  private record Entry(Optional<FeaturesOrigin> origin, long started, long finished) {

    static Entry of(Row row) {
      Optional<FeaturesOrigin> origin =
          row.isNullAt(2)
              ? Optional.empty()
              : Optional.of(new FeaturesOrigin(row.getString(0), row.getString(1), row.getLong(2)));
      return new Entry(origin, row.getLong(3), row.getLong(4));
    }

    /** Of two runs at once nobody knows which wrote last. */
    boolean overlaps(Entry other) {
      return other.started != started && other.finished > started;
    }
  }
}
