package io.clientele.jobs;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.feature.Availability;
import io.clientele.feature.CustomerBase;
import io.clientele.feature.Day;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.Customers;
import io.clientele.schema.OrderProducts;
import io.clientele.schema.Orders;
import io.clientele.schema.Sessions;
import io.clientele.schema.TableSchema;
import io.clientele.table.Tables;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Computes customer_features of the date from what was ingested, and replaces that date. */
public final class Features implements Job {

  /** A job without state. */
  public Features() {}

  @Override
  public RunReport run(Run run) {
    Tables tables = run.tables();
    if (tables.version(Orders.SCHEMA).isEmpty()) {
      throw ClienteleException.of(
          ExitCode.INPUT,
          "Nothing has been ingested into this warehouse",
          "table " + tables.location(Orders.SCHEMA),
          "run the command ingest (or run) first, with the same warehouse.path and format");
    }
    Stages stages = new Stages(run);
    for (TableSchema table :
        List.of(Orders.SCHEMA, OrderProducts.SCHEMA, Sessions.SCHEMA, Customers.SCHEMA)) {
      stages.reads(table.name(), tables.version(table));
    }
    Dataset<Row> features = features(run);
    stages.write(
        CustomerFeatures.SCHEMA,
        () -> tables.replaceDate(CustomerFeatures.SCHEMA, run.asOf(), features));
    return stages.report();
  }

  /** Returns the features of the run's date, lazily. */
  static Dataset<Row> features(Run run) {
    Tables tables = run.tables();
    Day day = new Day(run.asOf(), run.settings().shop().timeZone());
    return new CustomerBase(day, run.settings().money(), Availability.of(run.settings()))
        .features(
            tables.read(Orders.SCHEMA),
            tables.read(OrderProducts.SCHEMA),
            tables.read(Sessions.SCHEMA),
            tables.read(Customers.SCHEMA));
  }
}
