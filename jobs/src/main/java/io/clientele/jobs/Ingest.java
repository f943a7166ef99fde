package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.feature.Day;
import io.clientele.schema.Customers;
import io.clientele.schema.OrderProducts;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.Sessions;
import io.clientele.settings.QualitySettings;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads the shop's sources, applies the row rules and writes orders, order_products, sessions,
 * customers and rejected_rows; reconciles counts and amounts to the last row. It takes the whole
 * source, whatever the as-of date: that only names the batch of rejected rows.
 *
 * <p>Nothing is written before every gate has passed.
 */
public final class Ingest implements Job {

  /** A job without state. */
  public Ingest() {}

  @Override
  public RunReport run(Run run) {
    Stages stages = new Stages(run);
    try (SourceIntake intake = new SourceIntake(run)) {
      List<RunReport.Reconciliation> reconciliations =
          stages.compute("reading the sources", intake::reconcile);
      intake.versions().forEach(stages::reads);
      QualitySettings quality = run.settings().quality();
      reconciliations.forEach(rows -> RowTotals.guard(rows, quality.maxRejectedShare()));
      guardFreshness(run, stages, intake.orders());
      write(run, stages, intake, reconciliations);
      return new RunReport(reconciliations, List.of(), Map.of(), List.of(), List.of(), Map.of())
          .then(stages.report());
    }
  }

  private static void write(
      Run run, Stages stages, SourceIntake intake, List<RunReport.Reconciliation> reconciliations) {
    stages.write(Orders.SCHEMA, () -> run.tables().replaceAll(Orders.SCHEMA, intake.orders()));
    intake
        .products()
        .ifPresent(
            rows ->
                stages.write(
                    OrderProducts.SCHEMA,
                    () -> run.tables().replaceAll(OrderProducts.SCHEMA, rows)));
    intake
        .customers()
        .ifPresent(
            rows ->
                stages.write(
                    Customers.SCHEMA, () -> run.tables().replaceAll(Customers.SCHEMA, rows)));
    intake
        .sessions()
        .ifPresent(
            rows ->
                stages.write(
                    Sessions.SCHEMA, () -> run.tables().replaceAll(Sessions.SCHEMA, rows)));
    stages.write(
        RejectedRows.SCHEMA,
        () ->
            run.tables()
                .replaceDate(
                    RejectedRows.SCHEMA, run.asOf(), intake.rejectedRows(reconciliations)));
  }

  private static void guardFreshness(Run run, Stages stages, Dataset<Row> orders) {
    Day day = new Day(run.asOf(), run.settings().shop().timeZone());
    Row newest =
        orders
            .filter(col(Orders.ORDER_CLASS).equalTo(Orders.PURCHASE))
            .filter(day.sees(col(Orders.ORDERED_AT)))
            .agg(max(col(Orders.ORDER_DATE)).cast("string"))
            .head();
    if (newest.isNullAt(0)) {
      stages.note("There is no purchase up to " + run.asOf() + ".");
      return;
    }
    LocalDate last = LocalDate.parse(newest.getString(0));
    long days = ChronoUnit.DAYS.between(last, run.asOf());
    stages.note("The newest purchase up to %s is %d days old.".formatted(run.asOf(), days));
    if (run.settings().quality().maxStalenessDays().orElse(Integer.MAX_VALUE) < days) {
      throw ClienteleException.of(
          ExitCode.QUALITY,
          "The newest purchase is %d days older than %s; nothing was written"
              .formatted(days, run.asOf()),
          "source.orders, newest purchase " + last,
          "find out why orders have stopped arriving, or raise quality.max-staleness-days");
    }
  }
}
