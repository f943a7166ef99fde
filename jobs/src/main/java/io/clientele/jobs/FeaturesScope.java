package io.clientele.jobs;

import io.clientele.feature.Availability;
import io.clientele.feature.CarriedFeatures;
import io.clientele.feature.Day;
import java.time.LocalDate;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Whose features of a date are computed. */
sealed interface FeaturesScope extends AutoCloseable {

  /** Returns the features of the run's date, lazily. */
  Dataset<Row> features(Run run);

  /** Returns what is told of it, once so many rows have been written. */
  String sentence(long written);

  @Override
  void close();

  /**
   * Those of everybody.
   *
   * @param reason why none are carried over
   */
  record Everybody(String reason) implements FeaturesScope {
    @Override
    public Dataset<Row> features(Run run) {
      return Features.features(run);
    }

    @Override
    public String sentence(long written) {
      return "Features were computed for every customer: %s.".formatted(reason);
    }

    @Override
    public void close() {}
  }

  /**
   * Those of the affected customers; the others' are carried over.
   *
   * @param before the date they are carried over from
   * @param customers who is affected, kept until closed
   * @param count how many
   */
  record Affected(LocalDate before, Dataset<Row> customers, long count) implements FeaturesScope {
    @Override
    public Dataset<Row> features(Run run) {
      return carried(run, before)
          .features(Features.inputs(run), Features.stored(run, before), customers);
    }

    /** Returns how features are carried to the run's date. */
    static CarriedFeatures carried(Run run, LocalDate before) {
      var zone = run.settings().shop().timeZone();
      return new CarriedFeatures(
          new Day(before, zone),
          new Day(run.asOf(), zone),
          run.settings().money(),
          Availability.of(run.settings()));
    }

    @Override
    public String sentence(long written) {
      return String.format(
          Locale.ROOT,
          "Features of %,d of %,d customers were computed, the others carried over from %s.",
          count,
          written,
          before);
    }

    @Override
    public void close() {
      customers.unpersist();
    }
  }
}
