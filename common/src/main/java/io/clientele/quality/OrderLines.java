package io.clientele.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.clientele.schema.Money;
import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Mapped order lines made comparable: texts trimmed, instants, exact amounts, and the first reason
 * that a line alone can be rejected for. Grain: one row per source row; narrow, no exchange.
 *
 * <p>Columns added beside the mapped ones: {@code order_key} and the other texts under {@code
 * key_}, {@code instant}, {@code exact} (the amount as the source states it), {@code rate} (null
 * for a foreign currency without one), {@code converted} (exact times rate), {@code units}, {@code
 * discount_units}, {@code thousandths} of quantity, {@code price_units} of one item, {@code
 * has_coupon}, {@code kind} and {@code line_reason}.
 */
final class OrderLines {
  /** A line that counts as bought. */
  static final String POSITIVE = "positive";

  /** A line that takes something back. */
  static final String NEGATIVE = "negative";

  /** A line of quantity zero. */
  static final String NEUTRAL = "neutral";

  /** A line whose status says cancelled. */
  static final String CANCELLED = "cancelled";

  private static final int SALTS = 64;

  /** No order id begins so. */
  private static final String NO_ORDER = "\u0000";

  /** With amounts of at most decimal(21,9) the product is exact: 38 digits hold it. */
  private static final String RATE = "decimal(16,10)";

  /** Those of decimal(12,3). */
  private static final int QUANTITY_DIGITS = 9;

  private static final int QUANTITY_SCALE = 3;

  /** Those of decimal(16,6). */
  private static final int PRICE_DIGITS = 10;

  private final SourceSettings source;
  private final Settings settings;
  private final Money money;
  private final LogicalText logical;

  OrderLines(Settings settings) {
    this.settings = settings;
    this.source = settings.sources().orders();
    this.money = settings.money();
    this.logical = new LogicalText(source);
  }

  /**
   * Returns whether the units of a line say all that its amount does, so that sums of amounts need
   * no sums of decimals.
   */
  boolean areExact(Dataset<Row> mapped) {
    return amountUnits(mapped).isPresent();
  }

  /** Adds the columns to the rows of {@link io.clientele.source.SourceReader}. */
  Dataset<Row> of(Dataset<Row> mapped) {
    // Columns that need no other new one come in one step: Spark analyses each step anew.
    Dataset<Row> texts =
        mapped.withColumns(
            columns(
                "key_order_id", logical.text("order_id"),
                "key_customer_id", logical.text("customer_id"),
                "key_line_id", logical.text("line_id"),
                "key_product_id", logical.text("product_id"),
                "key_category", logical.text("category"),
                "instant", logical.tried("ordered_at", "timestamp"),
                "exact", exact(),
                "thousandths", thousandths(mapped),
                "rate", rate()));
    return texts
        .withColumns(
            columns(
                "order_key", orderKey(),
                "converted", converted(col("exact")),
                "discount_units", discountUnits(mapped),
                "has_coupon", coupon()))
        .withColumns(
            columns("units", amountUnits(mapped).orElseGet(() -> money.units(col("converted")))))
        .withColumns(
            columns(
                "kind", kind(mapped),
                "price_units", priceUnits(mapped),
                "line_reason", lineReason(mapped)));
  }

  private static Map<String, Column> columns(Object... namesAndColumns) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (int index = 0; index < namesAndColumns.length; index += 2) {
      columns.put((String) namesAndColumns[index], (Column) namesAndColumns[index + 1]);
    }
    return columns;
  }

  private Column exact() {
    if (source.maps("amount")) {
      return logical.tried("amount", "decimal(18,6)");
    }
    if (settings.sources().knowsMoney()) {
      return logical
          .tried("quantity", "decimal(12,3)")
          .multiply(logical.tried("unit_price", "decimal(16,6)"))
          .try_cast("decimal(21,9)");
    }
    return lit(null).cast("decimal(18,6)");
  }

  private Optional<Column> amountUnits(Dataset<Row> mapped) {
    return wholeMoney(mapped, "amount", Money.DIGITS_BEFORE_POINT);
  }

  /** With rates an amount becomes another. */
  private Optional<Column> wholeMoney(Dataset<Row> mapped, String name, int digits) {
    return source.maps(name) && settings.shop().rates().isEmpty()
        ? new WholeUnits(mapped.schema()).of(name, digits, money.scale())
        : Optional.empty();
  }

  private Column lineReason(Dataset<Row> mapped) {
    Column reason =
        when(BrokenRow.isBroken(), RowClass.BROKEN_ROW)
            .when(col("key_order_id").isNull(), RowClass.NO_ORDER_ID)
            .when(col("instant").isNull(), RowClass.NO_TIME);
    // Without a rate there is no money either, and that is a reason of its own, given later.
    Column noMoney = col("units").isNull().and(col("rate").isNotNull());
    Column noAmount = areExact(mapped) ? col("units").isNull() : col("exact").isNull().or(noMoney);
    return settings.sources().knowsMoney() ? reason.when(noAmount, RowClass.NO_AMOUNT) : reason;
  }

  /**
   * Lines that no order can be looked up for are dealt over a few keys, so that a source of mostly
   * filtered rows does not end up in one task.
   */
  private Column orderKey() {
    Column salt = pmod(xxhash64(col("instant"), col("key_customer_id"), col("exact")), lit(SALTS));
    return when(col("kept").and(col("key_order_id").isNotNull()), col("key_order_id"))
        .otherwise(concat(lit(NO_ORDER), salt.cast("string")));
  }

  /** Holds for lines that stand together under the id of their order. */
  static Column isOfOrder() {
    return not(col("order_key").startsWith(NO_ORDER));
  }

  /** The rate of the line's currency; null where the currency is foreign and has none. */
  private Column rate() {
    if (!source.maps("currency")) {
      return lit(BigDecimal.ONE).cast(RATE);
    }
    Column given = logical.text("currency");
    Column currency = upper(given);
    String own = settings.shop().currency();
    // Nearly all lines are written alike: most are decided before a letter is changed.
    Column isOwn = given.isNull().or(given.equalTo(own)).or(currency.equalTo(own));
    Column rate = when(isOwn, lit(BigDecimal.ONE).cast(RATE));
    for (Map.Entry<String, BigDecimal> entry : settings.shop().rates().entrySet()) {
      rate = rate.when(currency.equalTo(entry.getKey()), lit(entry.getValue()).cast(RATE));
    }
    return rate;
  }

  private Column converted(Column exact) {
    return settings.shop().rates().isEmpty() ? exact : exact.multiply(col("rate"));
  }

  private Column discountUnits(Dataset<Row> mapped) {
    if (!source.maps("discount")) {
      return lit(null).cast(DataTypes.LongType);
    }
    Column units =
        wholeMoney(mapped, "discount", Money.DIGITS_BEFORE_POINT)
            .orElseGet(() -> money.units(converted(logical.tried("discount", "decimal(18,6)"))));
    return coalesce(units, lit(0L));
  }

  private Column thousandths(Dataset<Row> mapped) {
    if (!source.maps("quantity")) {
      return lit(null).cast(DataTypes.LongType);
    }
    Column thousandths =
        new WholeUnits(mapped.schema())
            .of("quantity", QUANTITY_DIGITS, QUANTITY_SCALE)
            .orElseGet(() -> Money.unscaled(logical.tried("quantity", "decimal(12,3)")));
    return coalesce(thousandths, lit(0L));
  }

  /** The price of one item, rounded half up once; null where it is not known. */
  private Column priceUnits(Dataset<Row> mapped) {
    if (source.maps("unit_price")) {
      return wholeMoney(mapped, "unit_price", PRICE_DIGITS)
          .orElseGet(() -> money.units(converted(logical.tried("unit_price", "decimal(16,6)"))));
    }
    if (!settings.sources().knowsUnitPrices()) {
      return lit(null).cast(DataTypes.LongType);
    }
    Column perItem =
        col("units")
            .cast("decimal(20,0)")
            .multiply(1000)
            .divide(col("thousandths").cast("decimal(20,0)"));
    return when(col("thousandths").gt(0), round(perItem).try_cast(DataTypes.LongType));
  }

  private Column coupon() {
    return source.maps("coupon_code")
        ? logical.text("coupon_code").isNotNull()
        : lit(null).cast(DataTypes.BooleanType);
  }

  private Column kind(Dataset<Row> mapped) {
    Column amount = col(areExact(mapped) ? "units" : "exact");
    Column negative =
        coalesce(logical.tried("is_return", "boolean"), lit(false))
            .or(coalesce(amount.lt(0), lit(false)))
            .or(coalesce(col("thousandths").lt(0), lit(false)));
    Column positive = source.maps("quantity") ? col("thousandths").gt(0) : lit(true);
    return when(coalesce(isCancelled(), lit(false)), CANCELLED)
        .when(negative, NEGATIVE)
        .when(positive, POSITIVE)
        .otherwise(NEUTRAL);
  }

  /**
   * Letters of ASCII are told apart without Spark's tables of all alphabets, which take a second to
   * set up in every process; and nearly all texts are none of the statuses by their length or their
   * second letter, before a letter is changed: "completed" is as long as "cancelled".
   */
  private Column isCancelled() {
    Column status = logical.text("status");
    Collection<String> cancelled = settings.quality().cancelledStatuses();
    if (!cancelled.stream().allMatch(StandardCharsets.US_ASCII.newEncoder()::canEncode)) {
      return lower(status).isInCollection(cancelled);
    }
    List<Integer> lengths = cancelled.stream().map(String::length).distinct().toList();
    List<String> seconds =
        cancelled.stream()
            .map(word -> word.substring(Math.min(1, word.length()), Math.min(2, word.length())))
            .flatMap(letter -> Stream.of(letter, letter.toUpperCase(Locale.ROOT)))
            .distinct()
            .toList();
    return length(status)
        .isInCollection(lengths)
        .and(status.substr(2, 1).isInCollection(seconds))
        .and(LogicalText.smallLetters(status).isInCollection(cancelled));
  }
}
