package io.clientele.quality;

import static io.clientele.quality.OrderLines.columns;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.Money;
import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What order lines say in money and numbers.
 *
 * <p>As the source states it: {@code exact} (the amount), {@code thousandths} of quantity, {@code
 * stated_discount}, {@code stated_price}, {@code stated_order_discount}, {@code stated_refund},
 * {@code refunded} (an instant), {@code is_marked_return} and {@code is_taken_back}. In whole units
 * of the shop's currency: {@code rate} (null for a foreign currency without one), {@code converted}
 * (exact times rate), {@code units}, {@code discount_units}, {@code price_units} of one item,
 * {@code order_discount_units} and {@code order_refund_units}.
 */
final class LineMoney {
  /** With amounts of at most decimal(21,9) the product is exact: 38 digits hold it. */
  private static final String RATE = "decimal(16,10)";

  private static final String AMOUNT = "decimal(18,6)";
  private static final String PRICE = "decimal(16,6)";

  /** Those of decimal(12,3). */
  private static final int QUANTITY_DIGITS = 9;

  private static final int QUANTITY_SCALE = 3;

  /** Those of decimal(16,6). */
  private static final int PRICE_DIGITS = 10;

  private final SourceSettings source;
  private final Settings settings;
  private final Money money;
  private final LogicalText logical;
  private final StructType mapped;

  /**
   * Reads lines of a type.
   *
   * @param mapped the logical columns as the source reader gives them
   */
  LineMoney(Settings settings, StructType mapped) {
    this.settings = settings;
    this.source = settings.sources().orders();
    this.money = settings.money();
    this.logical = new LogicalText(source);
    this.mapped = mapped;
  }

  /**
   * Returns whether the units of a line say all that its amount does, so that sums of amounts need
   * no sums of decimals.
   */
  boolean areExact() {
    return wholeMoney("amount", Money.DIGITS_BEFORE_POINT).isPresent();
  }

  /** Returns what the source states. */
  Map<String, Column> stated() {
    return columns(
        "exact", exact(),
        "thousandths", thousandths(),
        "stated_discount", logical.tried("discount", AMOUNT),
        "stated_price", logical.tried("unit_price", PRICE),
        "stated_order_discount", ofMoney("order_discount"),
        "stated_refund", ofMoney("order_refund"),
        "refunded", logical.tried("refunded_at", "timestamp"),
        "is_marked_return", logical.tried("is_return", "boolean"),
        "is_taken_back", logical.tried("is_returned", "boolean"));
  }

  /** Adds the units to stated lines, at the rate of their column {@code currency_word}. */
  Dataset<Row> valued(Dataset<Row> lines) {
    Dataset<Row> rated =
        lines
            .withColumns(columns("rate", rate()))
            .withColumns(columns("converted", converted(col("exact"))));
    return rated
        .withColumns(
            columns(
                "units", units(),
                "discount_units", discountUnits(),
                "order_discount_units", money.units(converted(col("stated_order_discount"))),
                "order_refund_units", money.units(converted(col("stated_refund")))))
        .withColumns(columns("price_units", priceUnits()));
  }

  /**
   * Returns valued lines at the rate of another currency, where they stand without the columns of
   * the source: {@link #valued}, but for numbers that need no rounding and have no rate.
   */
  Dataset<Row> revalued(Dataset<Row> lines) {
    Dataset<Row> rated = lines.withColumns(columns("rate", rate()));
    if (settings.shop().rates().isEmpty()) {
      return rated;
    }
    return rated
        .withColumns(columns("converted", converted(col("exact"))))
        .withColumns(
            columns(
                "units", money.units(col("converted")),
                "discount_units", roundedDiscount(),
                "order_discount_units", money.units(converted(col("stated_order_discount"))),
                "order_refund_units", money.units(converted(col("stated_refund")))))
        .withColumns(columns("price_units", roundedPrice()));
  }

  /** Holds for lines without an amount that is known. */
  Column isMissing() {
    // Without a rate there is no money either, and that is a reason of its own, given later.
    Column noMoney = col("units").isNull().and(col("rate").isNotNull());
    return areExact() ? col("units").isNull() : col("exact").isNull().or(noMoney);
  }

  /** What a line does to its order if its status says nothing. */
  Column ownKind() {
    Column amount = wholeMoney("amount", Money.DIGITS_BEFORE_POINT).orElseGet(() -> col("exact"));
    Column negative =
        coalesce(col("is_marked_return"), lit(false))
            .or(coalesce(amount.lt(0), lit(false)))
            .or(coalesce(col("thousandths").lt(0), lit(false)));
    Column positive = source.maps("quantity") ? col("thousandths").gt(0) : lit(true);
    return when(negative, OrderLines.NEGATIVE)
        .when(positive, OrderLines.POSITIVE)
        .otherwise(OrderLines.NEUTRAL);
  }

  private Column exact() {
    if (source.maps("amount")) {
      return logical.tried("amount", AMOUNT);
    }
    if (settings.sources().knowsMoney()) {
      return logical
          .tried("quantity", "decimal(12,3)")
          .multiply(logical.tried("unit_price", PRICE))
          .try_cast("decimal(21,9)");
    }
    return lit(null).cast(AMOUNT);
  }

  /** Without amounts there is nothing to take a discount or refund from. */
  private Column ofMoney(String name) {
    return settings.sources().knowsMoney() ? logical.tried(name, AMOUNT) : lit(null).cast(AMOUNT);
  }

  /** The rate of the line's currency; null where the currency is foreign and has none. */
  private Column rate() {
    if (!source.maps("currency")) {
      return lit(BigDecimal.ONE).cast(RATE);
    }
    Column currency = col("currency_word");
    Column isOwn = currency.isNull().or(currency.equalTo(settings.shop().currency()));
    Column rate = when(isOwn, lit(BigDecimal.ONE).cast(RATE));
    for (Map.Entry<String, BigDecimal> entry : settings.shop().rates().entrySet()) {
      rate = rate.when(currency.equalTo(entry.getKey()), lit(entry.getValue()).cast(RATE));
    }
    return rate;
  }

  private Column converted(Column exact) {
    return settings.shop().rates().isEmpty() ? exact : exact.multiply(col("rate"));
  }

  private Column units() {
    return wholeMoney("amount", Money.DIGITS_BEFORE_POINT)
        .orElseGet(() -> money.units(col("converted")));
  }

  /** With rates an amount becomes another. */
  private Optional<Column> wholeMoney(String name, int digits) {
    return source.maps(name) && settings.shop().rates().isEmpty()
        ? new WholeUnits(mapped).of(name, digits, money.scale())
        : Optional.empty();
  }

  private Column discountUnits() {
    if (!source.maps("discount")) {
      return lit(null).cast(DataTypes.LongType);
    }
    return wholeMoney("discount", Money.DIGITS_BEFORE_POINT)
        .map(units -> coalesce(units, lit(0L)))
        .orElseGet(this::roundedDiscount);
  }

  private Column roundedDiscount() {
    return source.maps("discount")
        ? coalesce(money.units(converted(col("stated_discount"))), lit(0L))
        : lit(null).cast(DataTypes.LongType);
  }

  private Column thousandths() {
    if (!source.maps("quantity")) {
      return lit(null).cast(DataTypes.LongType);
    }
    Column thousandths =
        new WholeUnits(mapped)
            .of("quantity", QUANTITY_DIGITS, QUANTITY_SCALE)
            .orElseGet(() -> Money.unscaled(logical.tried("quantity", "decimal(12,3)")));
    return coalesce(thousandths, lit(0L));
  }

  /** The price of one item, rounded half up once; null where it is not known. */
  private Column priceUnits() {
    return wholeMoney("unit_price", PRICE_DIGITS).orElseGet(this::roundedPrice);
  }

  private Column roundedPrice() {
    if (source.maps("unit_price")) {
      return money.units(converted(col("stated_price")));
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
}
