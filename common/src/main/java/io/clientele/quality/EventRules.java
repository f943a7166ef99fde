package io.clientele.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.Sessions;
import io.clientele.settings.QualitySettings;
import io.clientele.settings.SourceSettings;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The row rules of the events source, and what is kept of accepted events. */
public final class EventRules {
  /** The types of events that are taken. */
  public static final List<String> TYPES = List.of("view", "cart", "checkout", "purchase");

  private final SourceSettings source;
  private final QualitySettings quality;
  private final LogicalText logical;

  /** Applies the rules to an events source. */
  public EventRules(SourceSettings source, QualitySettings quality) {
    this.source = source;
    this.quality = quality;
    this.logical = new LogicalText(source);
  }

  /** Returns every source row with its verdict in {@code row_class}; narrow. */
  public Dataset<Row> classified(Dataset<Row> mapped) {
    Identifiers ids = new Identifiers(source, quality, mapped.schema());
    return mapped
        .withColumn("key_customer_id", ids.customer())
        .withColumn("key_session_id", ids.of("session_id"))
        .withColumn("id_fault", ids.fault("customer_id"))
        .withColumn("instant", logical.tried("occurred_at", "timestamp"))
        .withColumn("type", type())
        .withColumn(
            "row_class",
            when(col("kept").equalTo(false), RowClass.FILTERED)
                .when(Suppression.isForgotten(mapped), RowClass.FORGOTTEN)
                .when(BrokenRow.isBroken(), RowClass.BROKEN_ROW)
                .when(col("id_fault").isNotNull(), col("id_fault"))
                .when(col("instant").isNull(), RowClass.NO_TIME)
                .when(
                    col("instant").lt(lit(quality.earliest()).cast("timestamp")),
                    RowClass.IMPOSSIBLE_DATE)
                .when(isKnown(col("type")), guestOrAccepted())
                .otherwise(RowClass.UNKNOWN_EVENT_TYPE));
  }

  /**
   * Returns the words of rows refused for theirs: {@code event_type, lines}, the most used first.
   */
  public Dataset<Row> unknownWords(Dataset<Row> classified) {
    return classified
        .filter(col("row_class").equalTo(RowClass.UNKNOWN_EVENT_TYPE))
        .groupBy(coalesce(col("type"), lit("")).as("event_type"))
        .agg(count(lit(1)).as("lines"))
        .orderBy(col("lines").desc(), col("event_type"));
  }

  /**
   * Returns one row per verdict, customer, session and day, with the events of each type in columns
   * of {@link #countOf}.
   */
  public Dataset<Row> parts(Dataset<Row> classified) {
    Column isAccepted = col("row_class").equalTo(RowClass.ACCEPTED);
    Column isTaken = col("row_class").isin(RowClass.ACCEPTED, RowClass.GUESTS);
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
            count(lit(1)).as(Sessions.EVENTS),
            count_if(isTaken.and(col("type").equalTo("view"))).as(countOf("view")),
            count_if(isTaken.and(col("type").equalTo("cart"))).as(countOf("cart")),
            count_if(isTaken.and(col("type").equalTo("checkout"))).as(countOf("checkout")),
            count_if(isTaken.and(col("type").equalTo("purchase"))).as(countOf("purchase")));
  }

  /** Returns the column that counts the events of a type that were taken. */
  public static String countOf(String type) {
    return "events_" + type;
  }

  /** Returns the rows of the sessions table. */
  public Dataset<Row> sessions(Dataset<Row> parts) {
    return parts
        .filter(col("row_class").equalTo(RowClass.ACCEPTED))
        .drop(TYPES.stream().map(EventRules::countOf).toArray(String[]::new));
  }

  /** Nearly all types are written as they are known: of those no letter is looked at. */
  private Column type() {
    Column given = logical.text("event_type");
    return when(isKnown(given), given).otherwise(LogicalText.smallLetters(given));
  }

  private static Column isKnown(Column type) {
    return type.isInCollection(TYPES);
  }

  private static Column guestOrAccepted() {
    return when(col("key_customer_id").isNull(), RowClass.GUESTS).otherwise(RowClass.ACCEPTED);
  }
}
