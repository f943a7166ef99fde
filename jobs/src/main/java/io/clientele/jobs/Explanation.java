package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.family.Families;
import io.clientele.family.Person;
import io.clientele.feature.Day;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Orders;
import io.clientele.schema.TableSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Everything that led to one customer's labels on one date, in sentences and numbers.
 *
 * @param sections one for the orders, one for each family
 */
public record Explanation(List<Section> sections) {
  /** Orders shown one by one; a customer may have a million. */
  private static final int SHOWN = 20;

  /** Keeps its own copy. */
  public Explanation {
    sections = List.copyOf(sections);
  }

  /**
   * A part of the explanation.
   *
   * @param title what it is about
   * @param sentences what there is to say
   */
  public record Section(String title, List<String> sentences) {}

  /**
   * Explains a customer on the run's date, from the tables as they stand; nothing is written. Where
   * people are joined, any of their ids will do.
   *
   * @throws ClienteleException where the date has no segments, or the customer is not in its base
   */
  public static Explanation of(Run run, String id) {
    PersonIds ids = new PersonIds(run);
    String customer = ids.personOf(id);
    String then = ids.on(run.asOf(), id, customer);
    Person person = Person.of(row(run, then));
    List<Section> sections = new ArrayList<>();
    ids.told(customer)
        .ifPresent(
            sentences ->
                sections.add(
                    new Section("person " + customer, told(run, sentences, customer, then))));
    sections.add(new Section("orders", orders(run, customer)));
    ModelShelf models = new ModelShelf(run);
    for (Families.Scheduled scheduled : Families.of(run.settings())) {
      String family = scheduled.family().name();
      List<String> reasons =
          models
              .standing(scheduled)
              .map(fitted -> fitted.explain(person))
              .orElse(
                  List.of(
                      "No stored model of these settings is for this date: run segments first."));
      sections.add(new Section(family, reasons));
    }
    return new Explanation(sections);
  }

  private static List<String> told(Run run, List<String> known, String customer, String then) {
    List<String> sentences = new ArrayList<>(known);
    if (!then.equals(customer)) {
      sentences.add(
          "labelled as %s on %s, before this was known; the orders are those of the person as it is known now"
              .formatted(then, run.asOf()));
    }
    return sentences;
  }

  private static Dataset<Row> row(Run run, String customer) {
    Dataset<Row> features = ofCustomer(run, CustomerFeatures.SCHEMA, customer);
    Dataset<Row> segments = ofCustomer(run, CustomerSegments.SCHEMA, customer);
    if (segments.isEmpty() || features.isEmpty()) {
      boolean isDateThere = run.tables().dates(CustomerSegments.SCHEMA).contains(run.asOf());
      throw ClienteleException.of(
          ExitCode.INPUT,
          isDateThere
              ? "There is no customer of that id in the base of " + run.asOf()
              : "There are no segments of " + run.asOf(),
          "table " + run.tables().location(CustomerSegments.SCHEMA),
          isDateThere
              ? "give the id as it is in customer_segments, or another date"
              : "run the command segments (or run) for this date first");
    }
    return features.join(
        segments.drop(CustomerSegments.SEGMENT_DATE), new String[] {CustomerSegments.CUSTOMER_ID});
  }

  private static Dataset<Row> ofCustomer(Run run, TableSchema table, String customer) {
    return run.tables()
        .read(table)
        .filter(col(CustomerSegments.SEGMENT_DATE).equalTo(run.asOf()))
        .filter(col(CustomerSegments.CUSTOMER_ID).equalTo(customer));
  }

  private static List<String> orders(Run run, String customer) {
    Day day = new Day(run.asOf(), run.settings().shop().timeZone());
    Dataset<Row> orders =
        run.tables()
            .read(Orders.SCHEMA)
            .filter(col(Orders.CUSTOMER_ID).equalTo(customer))
            .filter(day.sees(col(Orders.ORDERED_AT)));
    List<String> lines = new ArrayList<>();
    orders
        .groupBy(Orders.ORDER_CLASS)
        .agg(count(lit(1)))
        .orderBy(Orders.ORDER_CLASS)
        .collectAsList()
        .forEach(row -> lines.add("%s: %d".formatted(row.getString(0), row.getLong(1))));
    int scale = run.settings().money().scale();
    orders
        .orderBy(col(Orders.ORDERED_AT).desc(), col(Orders.ORDER_ID))
        .limit(SHOWN)
        .select(
            col(Orders.ORDER_DATE).cast("string"),
            col(Orders.ORDER_CLASS),
            col(Orders.GROSS_UNITS),
            col(Orders.RETURNED_UNITS))
        .collectAsList()
        .forEach(
            row ->
                lines.add(
                    "%s %s, paid %s, returned %s"
                        .formatted(
                            row.getString(0),
                            row.getString(1),
                            amount(row, 2, scale),
                            amount(row, 3, scale))));
    if (lines.isEmpty()) {
      lines.add("none up to " + run.asOf());
    }
    return lines;
  }

  private static String amount(Row row, int index, int scale) {
    return Optional.of(row)
        .filter(values -> !values.isNullAt(index))
        .map(values -> BigDecimal.valueOf(values.getLong(index), scale).toPlainString())
        .orElse("unknown");
  }
}
