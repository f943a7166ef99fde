package io.clientele.jobs;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.clientele.schema.Customers;
import io.clientele.schema.Identities;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.Sessions;
import io.clientele.schema.TableSchema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** People that only rejected orders name: they are not in the base. */
final class Strangers {
  private static final List<TableSchema> OF_PEOPLE =
      List.of(Orders.SCHEMA, Sessions.SCHEMA, Customers.SCHEMA);

  private Strangers() {}

  /** Returns how many there are after an ingest of the run's date; empty where there are none. */
  static Optional<String> sentence(Run run) {
    Dataset<Row> named =
        run.tables()
            .read(RejectedRows.SCHEMA)
            .filter(col(RejectedRows.INGEST_BATCH).equalTo(lit(run.asOf())))
            .filter(col(RejectedRows.SOURCE).equalTo("orders"))
            .filter(col(RejectedRows.CUSTOMER_ID).isNotNull())
            // Guests are known by a key, not named.
            .filter(not(col(RejectedRows.CUSTOMER_ID).startsWith(Identities.GUEST)))
            .select(col(RejectedRows.CUSTOMER_ID).as(Orders.CUSTOMER_ID))
            .distinct();
    // An account is known by its own id, and its rows by that of its person.
    Dataset<Row> accounts =
        run.tables()
            .read(Identities.SCHEMA)
            .filter(col(Identities.KEY_KIND).equalTo(Identities.OF_ID))
            .select(col(Identities.KEY).as(Orders.CUSTOMER_ID));
    Dataset<Row> known =
        Stream.concat(
                OF_PEOPLE.stream()
                    .map(table -> run.tables().read(table).select(col(Orders.CUSTOMER_ID))),
                Stream.of(accounts))
            // The few are sent to the many.
            .map(ids -> ids.join(broadcast(named), new String[] {Orders.CUSTOMER_ID}, "left_semi"))
            .reduce(Dataset::union)
            .orElseThrow()
            .distinct();
    long strangers = named.count() - known.count();
    return strangers == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%,d customers are named by rejected orders alone: they are in no segment.",
                strangers));
  }
}
