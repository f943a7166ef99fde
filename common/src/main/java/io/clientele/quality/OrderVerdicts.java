package io.clientele.quality;

import static io.clientele.quality.OrderLines.columns;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import io.clientele.settings.SourcesSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The rules that look at the lines of an order beside each other: which version counts, what the
 * blank ones take from the others, two customers, duplicates, the order's own discount and refund,
 * and the day that each line counts on. One exchange and one sort by order; one more sort where
 * orders have discounts of their own.
 */
final class OrderVerdicts {
  /** What is read of a line, in the order that decides between lines that are otherwise alike. */
  private static final List<String> READ =
      List.of(
          "key_customer_id",
          "exact",
          "thousandths",
          "discount_units",
          "key_product_id",
          "key_category",
          "key_coupon",
          "rate",
          "kind",
          "price_units",
          "own_status",
          "own_currency",
          "stated_order_discount",
          "stated_refund",
          "refunded",
          "is_taken_back");

  /** What crosses the exchange: its width is most of what an ingest costs. */
  private static final List<String> NEEDED =
      List.of(
          "order_key",
          "customer_text",
          "key_line_id",
          "kept",
          "line_reason",
          "instant",
          "line_day",
          "status_word",
          "currency_word",
          "own_kind",
          "units",
          "converted",
          "order_discount_units",
          "order_refund_units",
          "is_marked_return",
          "updated",
          "source_file",
          "line_hash");

  /** Those of which an amount at another rate is made. */
  private static final List<String> STATED = List.of("stated_discount", "stated_price");

  private static final Column IS_TAKEN = col("row_class").isin(RowClass.ACCEPTED, RowClass.GUESTS);

  private static final Column IS_BOUGHT = IS_TAKEN.and(col("kind").equalTo(OrderLines.POSITIVE));

  private final Settings settings;
  private final SourcesSettings sources;
  private final SourceSettings source;
  private final OrderLines lines;
  private final PersonColumns persons;
  private final List<String> carried;
  private final WindowSpec inOrder;
  private final WindowSpec wholeOrder;

  /**
   * Applies the rules of the settings.
   *
   * @param carried columns of the lines that stay beside the verdict
   */
  OrderVerdicts(Settings settings, List<String> carried) {
    this.settings = settings;
    this.sources = settings.sources();
    this.source = sources.orders();
    this.lines = new OrderLines(settings);
    this.persons = new PersonColumns(settings);
    this.carried = carried;
    this.inOrder = Window.partitionBy(col("order_key")).orderBy(ordering());
    this.wholeOrder = inOrder.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
  }

  /**
   * Returns the lines with their verdicts, as {@link OrderRules#classified} says.
   *
   * @param read rows of {@link OrderLines}: whole orders of them
   */
  Dataset<Row> of(Dataset<Row> read) {
    List<String> marks = Suppression.columns(read);
    List<String> stated = settings.shop().rates().isEmpty() ? List.of() : STATED;
    Dataset<Row> needed =
        read.select(
            names(Stream.of(NEEDED, READ, stated, persons.ofLine(), carried, marks))
                .toArray(Column[]::new));
    // One specification for all that an order is asked for: one pass over its sorted lines.
    Dataset<Row> known = onlyStated(withVersions(needed));
    Dataset<Row> judged =
        new LineMoney(settings, read.schema())
            .revalued(known)
            .withColumns(columns("kind", lines.kind()))
            .withColumns(columns("row_class", rowClass(marks)));
    return withMoneyOfOrders(withRows(judged));
  }

  /**
   * Lines of one line id stand together, the one to keep first: the newest where there are
   * versions, and else those refused for themselves last, as they cannot stand for the others.
   */
  private Column[] ordering() {
    List<Column> ordering = new ArrayList<>();
    Column newest = col("updated").desc_nulls_last();
    boolean hasLines = source.maps("line_id");
    if (!hasLines) {
      // Without line ids every order of an order's lines is as good: none is sorted for.
      return new Column[] {lit(1)};
    }
    if (sources.knowsVersions() && !sources.hasVersionsOfLines()) {
      ordering.add(newest);
    }
    ordering.add(col("key_line_id").asc_nulls_first());
    ordering.add(sources.hasVersionsOfLines() ? newest : col("line_reason").isNotNull().asc());
    ordering.add(col("instant").asc_nulls_first());
    READ.forEach(name -> ordering.add(col(name).asc_nulls_first()));
    carried.forEach(name -> ordering.add(col(name).asc_nulls_first()));
    return ordering.toArray(Column[]::new);
  }

  /** Adds {@code is_superseded} and {@code line_before}, the id of the line that comes before. */
  private Dataset<Row> withVersions(Dataset<Row> rows) {
    Dataset<Row> beside =
        rows.withColumns(
            columns(
                "line_before", lag(col("key_line_id"), 1).over(inOrder),
                "newest", max(col("updated")).over(wholeOrder)));
    Column isOld = lit(false);
    if (sources.hasVersionsOfLines()) {
      isOld = isRepeated();
    } else if (sources.knowsVersions()) {
      // An unreadable time is the oldest of all.
      Column isOlder = coalesce(col("updated").lt(col("newest")), lit(true));
      isOld = col("newest").isNotNull().and(isOlder);
    }
    return beside.withColumns(columns("is_superseded", OrderLines.isOfOrder().and(isOld)));
  }

  private static Column isRepeated() {
    return coalesce(col("line_before").equalTo(col("key_line_id")), lit(false));
  }

  /** Completes what is the order's, where its lines say one thing; adds {@code customer_id}. */
  private Dataset<Row> onlyStated(Dataset<Row> rows) {
    Map<String, Column> beside = new LinkedHashMap<>();
    Map<String, String> completed =
        Map.of("status", "status_word", "currency", "currency_word", "coupon_code", "key_coupon");
    beside.put("least_customer", min(evidence("key_customer_id")).over(wholeOrder));
    beside.put("named_customer", max(evidence("key_customer_id")).over(wholeOrder));
    beside.putAll(persons.sums(OrderVerdicts::evidence, aggregate -> aggregate.over(wholeOrder)));
    Map<String, Column> effective = new LinkedHashMap<>();
    completed.forEach(
        (logical, column) -> {
          if (source.maps(logical) && settings.quality().orderLevel().contains(logical)) {
            String least = "least_" + column;
            String most = "most_" + column;
            beside.put(least, min(evidence(column)).over(wholeOrder));
            beside.put(most, max(evidence(column)).over(wholeOrder));
            Column only = when(col(least).equalTo(col(most)), col(least));
            effective.put(column, coalesce(col(column), only));
          }
        });
    effective.put("customer_id", coalesce(col("named_customer"), persons.guest()));
    Dataset<Row> looked = rows.withColumns(beside);
    return looked.withColumns(effective);
  }

  /** What an unfiltered line in its newest version says. */
  private static Column evidence(String column) {
    return evidence(col(column));
  }

  private static Column evidence(Column value) {
    return when(col("kept").and(not(col("is_superseded"))), value);
  }

  private Column rowClass(List<String> marks) {
    Column twoNamed = coalesce(col("least_customer").notEqual(col("named_customer")), lit(false));
    Column twoCustomers = twoNamed.or(col("named_customer").isNull().and(persons.differ()));
    Column atItsRate =
        col("exact").isNotNull().and(col("rate").isNotNull()).and(col("units").isNull());
    Column isBeyond = sources.knowsMoney() ? atItsRate : lit(false);
    return when(col("is_superseded"), RowClass.SUPERSEDED)
        .when(col("kept").equalTo(false), RowClass.FILTERED)
        .when(isForgotten(marks), RowClass.FORGOTTEN)
        .when(col("line_reason").isNotNull(), col("line_reason"))
        .when(isBeyond, RowClass.NO_AMOUNT)
        .when(twoCustomers, RowClass.TWO_CUSTOMERS)
        .when(isRepeated(), RowClass.DUPLICATE_LINE)
        .when(col("rate").isNull(), RowClass.FOREIGN_CURRENCY)
        .when(col("customer_id").isNull(), RowClass.GUESTS)
        .otherwise(RowClass.ACCEPTED);
  }

  /** Holds for lines of an order that any of its lines makes one of a forgotten customer. */
  private Column isForgotten(List<String> marks) {
    if (marks.isEmpty()) {
      return lit(false);
    }
    Column own = coalesce(col(marks.get(0)), lit(false));
    Column any = max(own.and(not(col("is_superseded")))).over(wholeOrder);
    return own.or(OrderLines.isOfOrder().and(any));
  }

  /**
   * Adds {@code row_day}, the day of the row of orders that a line counts in, null for the first
   * row, and {@code order_instant}, that of the first row; and what findings are told by.
   */
  private Dataset<Row> withRows(Dataset<Row> judged) {
    Column isLater =
        col("kind").equalTo(OrderLines.NEGATIVE).and(col("line_day").gt(col("bought_on")));
    return judged
        .withColumns(
            columns(
                "bought_on", min(when(IS_BOUGHT, col("line_day"))).over(wholeOrder),
                "first_day", min(when(IS_TAKEN, col("line_day"))).over(wholeOrder),
                "last_day", max(when(IS_TAKEN, col("line_day"))).over(wholeOrder),
                "place", row_number().over(inOrder)))
        .withColumns(
            columns("row_day", when(col("bought_on").isNull().or(isLater), col("line_day"))))
        .withColumns(
            columns(
                "order_instant",
                min(when(IS_TAKEN.and(col("row_day").isNull()), col("instant"))).over(wholeOrder)));
  }

  /**
   * Adds {@code paid_units}, a line's money less its part of the order's discount; {@code
   * refund_units} of one line of each order that money was given back for; {@code back_units} of
   * lines that came back without a line of their own; and the findings.
   */
  private Dataset<Row> withMoneyOfOrders(Dataset<Row> rows) {
    Column mayHave = col("bought_on").isNotNull();
    Column discount = max(when(IS_TAKEN, col("order_discount_units"))).over(wholeOrder);
    Column refund = max(when(IS_TAKEN, col("order_refund_units"))).over(wholeOrder);
    Dataset<Row> summed =
        rows.withColumns(
            columns(
                "gross", sum(when(IS_BOUGHT, col("units"))).over(wholeOrder),
                "order_discount", when(mayHave, greatest(discount, lit(0L))),
                "order_refund", when(mayHave, greatest(refund, lit(0L))),
                "order_refunded", max(when(IS_TAKEN, col("refunded"))).over(wholeOrder)));
    Dataset<Row> paid =
        sources.knowsOrderDiscounts()
            ? withShares(summed)
            : summed.withColumns(columns("taken_off", lit(0L), "paid_units", col("units")));
    Column isBack = IS_BOUGHT.and(coalesce(col("is_taken_back"), lit(false)));
    Dataset<Row> given =
        paid.withColumns(
            columns(
                "refund_units",
                when(col("place").equalTo(1).and(col("order_refund").gt(0)), col("order_refund")),
                "back_units",
                when(isBack.and(col("paid_units").gt(0)), col("paid_units")),
                "refunded",
                coalesce(col("refunded"), col("order_refunded")),
                "has_coupon",
                source.maps("coupon_code")
                    ? col("key_coupon").isNotNull()
                    : lit(null).cast("boolean")));
    return new OrderFindings(settings, wholeOrder).added(given).select(kept());
  }

  /** Spreads the order's discount over what was bought, the last unit to the largest line. */
  private Dataset<Row> withShares(Dataset<Row> summed) {
    List<Column> largest = new ArrayList<>();
    largest.add(when(IS_BOUGHT, col("units")).desc_nulls_last());
    READ.forEach(name -> largest.add(col(name).asc_nulls_first()));
    WindowSpec bySize =
        Window.partitionBy(col("order_key")).orderBy(largest.toArray(Column[]::new));
    Column product =
        col("spread").cast("decimal(19,0)").multiply(col("units").cast("decimal(19,0)"));
    Column part = call_function("div", product, col("gross").cast("decimal(19,0)"));
    return summed
        .withColumns(
            columns("spread", least(coalesce(col("order_discount"), lit(0L)), col("gross"))))
        .withColumns(
            columns(
                "part", when(IS_BOUGHT.and(col("gross").gt(0)), part).otherwise(lit(0L)),
                "size", row_number().over(bySize)))
        .withColumns(columns("parts", sum(col("part")).over(wholeOrder)))
        .withColumns(
            columns(
                "taken_off",
                when(
                        IS_BOUGHT.and(col("size").equalTo(1)).and(col("gross").gt(0)),
                        col("part").plus(col("spread")).minus(col("parts")))
                    .otherwise(col("part"))))
        .withColumns(
            columns(
                "paid_units", col("units").minus(col("taken_off")),
                "discount_units", coalesce(col("discount_units"), lit(0L)).plus(col("taken_off"))));
  }

  private Column[] kept() {
    List<String> findings =
        OrderFinding.possible(settings).stream()
            .flatMap(finding -> Stream.of(finding.counted(), finding.valued()))
            .toList();
    return names(Stream.of(OrderRules.KEPT, persons.ofOrder(), carried, findings))
        .toArray(Column[]::new);
  }

  private static Stream<Column> names(Stream<List<String>> names) {
    return names.flatMap(List::stream).distinct().map(name -> col(name));
  }
}
