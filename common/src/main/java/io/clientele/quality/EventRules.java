package io.clientele.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.Sessions;
import io.clientele.settings.SourceSettings;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The row rules of the events source, and what is kept of accepted events. */
public final class EventRules {
  private final LogicalText logical;

  /** Applies the rules to an events source. */
  public EventRules(SourceSettings source) {
    this.logical = new LogicalText(source);
  }

  /** Returns every source row with its verdict in {@code row_class}; narrow. */
  public Dataset<Row> classified(Dataset<Row> mapped) {
    return mapped
        .withColumn("key_customer_id", logical.text("customer_id"))
        .withColumn("key_session_id", logical.text("session_id"))
        .withColumn("instant", logical.tried("occurred_at", "timestamp"))
        .withColumn("type", type())
        .withColumn(
            "row_class",
            when(col("kept").equalTo(false), RowClass.FILTERED)
                .when(Suppression.isForgotten(mapped), RowClass.FORGOTTEN)
                .when(BrokenRow.isBroken(), RowClass.BROKEN_ROW)
                .when(col("instant").isNull(), RowClass.NO_TIME)
                .when(isKnown(col("type")), guestOrAccepted())
                .otherwise(RowClass.UNKNOWN_EVENT_TYPE));
  }

  /** Returns one row per verdict, customer, session and day. */
  public Dataset<Row> parts(Dataset<Row> classified) {
    Column isAccepted = col("row_class").equalTo(RowClass.ACCEPTED);
    Column cartAt = when(col("type").isin("cart", "checkout"), col("instant"));
    // Only accepted events keep their identity: the others are counted.
    return classified
        .groupBy(
            col("row_class"),
            when(isAccepted, col("key_customer_id")).as(Sessions.CUSTOMER_ID),
            when(isAccepted, col("key_session_id")).as(Sessions.SESSION_ID),
            when(isAccepted, to_date(col("instant"))).as(Sessions.EVENT_DATE))
        .agg(
            min(col("instant")).as(Sessions.FIRST_EVENT_AT),
            min(cartAt).as(Sessions.FIRST_CART_AT),
            max(cartAt).as(Sessions.LAST_CART_AT),
            count(lit(1)).as(Sessions.EVENTS));
  }

  /** Returns the rows of the sessions table. */
  public Dataset<Row> sessions(Dataset<Row> parts) {
    return parts.filter(col("row_class").equalTo(RowClass.ACCEPTED));
  }

  /** Nearly all types are written as they are known: of those no letter is looked at. */
  private Column type() {
    Column given = logical.text("event_type");
    return when(isKnown(given), given).otherwise(LogicalText.smallLetters(given));
  }

  private static Column isKnown(Column type) {
    return type.isin("view", "cart", "checkout", "purchase");
  }

  private static Column guestOrAccepted() {
    return when(col("key_customer_id").isNull(), RowClass.GUESTS).otherwise(RowClass.ACCEPTED);
  }
}
