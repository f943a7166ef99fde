package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.family.FitBase;
import io.clientele.family.RepeatDays;
import io.clientele.feature.Availability;
import io.clientele.feature.CustomerBase;
import io.clientele.feature.Day;
import io.clientele.feature.FeatureInputs;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.Customers;
import io.clientele.schema.OrderProducts;
import io.clientele.schema.Orders;
import io.clientele.schema.Sessions;
import io.clientele.table.Tables;
import java.time.LocalDate;
import java.util.function.BiConsumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Computes customer_features of the date from what was ingested, and replaces that date. Customers
 * whose numbers cannot differ from the newest earlier date's are carried over from there.
 */
public final class Features implements Job {

  private final BiConsumer<Stages, Done> told;

  /** A job without state that notes whose features were computed. */
  public Features() {
    this((stages, done) -> stages.note(done.sentence()));
  }

  /** A job that tells somebody else whose features were computed. */
  Features(BiConsumer<Stages, Done> told) {
    this.told = told;
  }

  @Override
  public RunReport run(Run run) {
    Stages stages = new Stages(run);
    Tables tables = run.tables();
    guard(tables);
    FeaturesDecision decision = FeaturesDecision.of(run);
    KnownIngests.INPUTS.forEach(table -> stages.reads(table.name(), tables.version(table)));
    decision
        .now()
        .ifPresent(origin -> stages.reads(FeaturesOrigin.INGEST, Long.toString(origin.ingest())));
    try (FeaturesScope scope = decision.scope(stages)) {
      Dataset<Row> features = scope.features(run);
      stages.write(
          CustomerFeatures.SCHEMA,
          () -> {
            long rows = tables.replaceDate(CustomerFeatures.SCHEMA, run.asOf(), features);
            told.accept(stages, new Done(scope, rows));
            return rows;
          });
    }
    LargestCustomer.sentence(run).ifPresent(stages::note);
    return stages.report();
  }

  /** Other features of the date than runs tells of would be carried over as if they were those. */
  @Override
  public boolean isAnnounced(Run run) {
    return FeaturesOrigin.of(run.tables(), run.asOf())
        .filter(then -> FeaturesDecision.of(run).now().filter(then::covers).isEmpty())
        .isPresent();
  }

  private static void guard(Tables tables) {
    if (tables.version(Orders.SCHEMA).isEmpty()) {
      throw ClienteleException.of(
          ExitCode.INPUT,
          "Nothing has been ingested into this warehouse",
          "table " + tables.location(Orders.SCHEMA),
          "run the command ingest (or run) first, with the same warehouse.path and format");
    }
  }

  /** Returns the features of the run's date, computed for everybody, lazily. */
  static Dataset<Row> features(Run run) {
    Day day = new Day(run.asOf(), run.settings().shop().timeZone());
    FeatureInputs inputs = inputs(run);
    return new CustomerBase(day, run.settings().money(), Availability.of(run.settings()))
        .features(inputs.orders(), inputs.products(), inputs.sessions(), inputs.customers());
  }

  /**
   * Returns the customers that families of the run's date are fitted on.
   *
   * @param features features of the date
   */
  static FitBase base(Run run, Dataset<Row> features) {
    Day day = new Day(run.asOf(), run.settings().shop().timeZone());
    return FitBase.of(features, RepeatDays.of(run.tables().read(Orders.SCHEMA), day));
  }

  /** Returns what features are computed from. */
  static FeatureInputs inputs(Run run) {
    Tables tables = run.tables();
    return new FeatureInputs(
        tables.read(Orders.SCHEMA),
        tables.read(OrderProducts.SCHEMA),
        tables.read(Sessions.SCHEMA),
        tables.read(Customers.SCHEMA));
  }

  /** Returns the features that the warehouse holds of a date. */
  static Dataset<Row> stored(Run run, LocalDate date) {
    return run.tables()
        .read(CustomerFeatures.SCHEMA)
        .filter(col(CustomerFeatures.SEGMENT_DATE).equalTo(date));
  }

  /**
   * What was done.
   *
   * @param scope whose features were computed
   * @param customers how many customers have features now
   */
  record Done(FeaturesScope scope, long customers) {

    /** Returns what is told of it. */
    String sentence() {
      return scope.sentence(customers);
    }
  }
}
