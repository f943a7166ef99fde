package io.clientele.jobs;

import io.clientele.schema.Customers;
import io.clientele.schema.OrderProducts;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.Sessions;
import io.clientele.settings.QualitySettings;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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
    return ingest(run, stages, freshness -> stages.note(freshness.sentence()));
  }

  /** Does it in stages of the caller's, and tells how fresh the orders are. */
  RunReport ingest(Run run, Stages stages, Consumer<Freshness> told) {
    try (SourceIntake intake = new SourceIntake(run)) {
      List<RunReport.Reconciliation> reconciliations =
          stages.compute("reading the sources", intake::reconcile);
      SourceIntake.versions(run.spark(), run.settings()).forEach(stages::reads);
      QualitySettings quality = run.settings().quality();
      reconciliations.forEach(rows -> RowTotals.guard(rows, quality.maxRejectedShare()));
      Freshness freshness = Freshness.of(run, intake.orders());
      told.accept(freshness);
      freshness.guard(quality);
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
}
