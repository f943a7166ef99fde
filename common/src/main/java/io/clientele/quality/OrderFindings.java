package io.clientele.quality;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.quality.OrderFinding.Found;
import io.clientele.settings.Settings;
import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.WindowSpec;

/** The findings of orders that are looked at line by line. */
final class OrderFindings {
  private static final Column IS_TAKEN = col("row_class").isin(RowClass.ACCEPTED, RowClass.GUESTS);
  private static final Column NONE = lit(0L);

  private final Settings settings;
  private final PersonColumns persons;
  private final WindowSpec wholeOrder;

  OrderFindings(Settings settings, WindowSpec wholeOrder) {
    this.settings = settings;
    this.persons = new PersonColumns(settings);
    this.wholeOrder = wholeOrder;
  }

  /** Adds the columns: those of an order on the first of its lines, and 0 on all others. */
  Dataset<Row> added(Dataset<Row> lines) {
    Map<OrderFinding, Found> found = new EnumMap<>(OrderFinding.class);
    for (OrderFinding finding : OrderFinding.possible(settings)) {
      found.put(finding, found(finding));
    }
    return lines.withColumns(OrderFinding.columns(settings, found));
  }

  private Found found(OrderFinding finding) {
    Column discount = coalesce(col("order_discount"), NONE);
    Column gross = coalesce(col("gross"), NONE);
    return switch (finding) {
      case ORDER_DISCOUNT ->
          ofOrder(over(sum(col("taken_off"))).gt(0), over(sum(col("taken_off"))));
      case ORDER_REFUND ->
          new Found(
              coalesce(when(col("refund_units").gt(0), lit(1L)), NONE).plus(isBack()), given());
      case UNDATED_REFUND -> {
        Column isUndated = col("order_refunded").isNull();
        Column count = coalesce(when(col("refund_units").gt(0), lit(1L)), NONE).plus(isBack());
        yield new Found(
            when(isUndated, count).otherwise(NONE), when(isUndated, given()).otherwise(NONE));
      }
      case REFUND_ABOVE_GROSS -> {
        Column paid = gross.minus(over(sum(coalesce(col("taken_off"), NONE))));
        Column negative = over(sum(when(isTakenOf(OrderLines.NEGATIVE), abs(col("units")))));
        Column all = over(sum(given()));
        Column excess = all.plus(coalesce(negative, NONE)).minus(paid);
        yield ofOrder(all.gt(0).and(excess.gt(0)), excess);
      }
      case DISCOUNT_ABOVE_GROSS ->
          ofOrder(discount.gt(greatest(gross, NONE)), discount.minus(gross));
      case SEVERAL_AMOUNTS ->
          ofOrder(differs("order_discount_units").or(differs("order_refund_units")), NONE);
      case NEGATIVE_AMOUNT ->
          ofOrder(isBelow("order_discount_units").or(isBelow("order_refund_units")), NONE);
      case SPLIT_STATUS -> {
        Column isBlank = IS_TAKEN.and(col("own_status").isNull());
        Column hasCancelled = over(max(isTakenOf(OrderLines.CANCELLED)));
        Column units = over(sum(when(isBlank, coalesce(col("units"), NONE))));
        yield ofOrder(hasCancelled.and(over(max(isBlank))), coalesce(units, NONE));
      }
      case LONG_ORDER ->
          ofOrder(
              datediff(col("last_day"), col("first_day")).gt(settings.quality().maxOrderDays()),
              NONE);
      case EXPORTED_TWICE -> {
        Column file = coalesce(col("source_file"), NONE);
        Column isEven = over(bit_xor(when(IS_TAKEN, col("line_hash")))).equalTo(0);
        Column ofTwo = over(min(when(IS_TAKEN, file))).notEqual(over(max(when(IS_TAKEN, file))));
        yield ofOrder(isEven.and(ofTwo), NONE);
      }
      case MARKED_RETURN -> ofLine(coalesce(col("is_marked_return"), lit(false)));
      case POSITIVE_RETURN ->
          ofLine(coalesce(col("is_marked_return"), lit(false)).and(col("units").gt(0)));
      case DAMAGED_ID -> ofLine(isDamaged());
      case DECIMAL_ID -> ofLine(isDecimal());
      case UNREADABLE_KEY -> ofLine(col(PersonColumns.UNREADABLE));
      case JOINED_GUEST -> ofTaken(persons.isJoinedByKey());
      case KNOWN_GUEST -> ofTaken(persons.isByKey());
      case JOINED_ACCOUNT -> ofTaken(persons.isOfJoinedAccount());
    };
  }

  /** Holds for lines whose ids have lost a letter when they were decoded. */
  static Column isDamaged() {
    Column customer = coalesce(col("customer_text").contains("\uFFFD"), lit(false));
    return col("order_key").contains("\uFFFD").or(customer);
  }

  /** Holds for lines whose customer id is written as a number with decimals. */
  static Column isDecimal() {
    Column id = col("customer_text");
    return coalesce(id.endsWith(".0").and(id.rlike("^[0-9]+[.]0$")), lit(false));
  }

  private static Column isTakenOf(String kind) {
    return IS_TAKEN.and(col("kind").equalTo(kind));
  }

  /** Money given back by this line beyond what negative lines tell. */
  private static Column given() {
    return coalesce(col("refund_units"), NONE).plus(coalesce(col("back_units"), NONE));
  }

  private static Column isBack() {
    return coalesce(when(col("back_units").gt(0), lit(1L)), NONE);
  }

  private Column differs(String column) {
    Column stated = when(IS_TAKEN.and(col(column).gt(0)), col(column));
    return coalesce(over(min(stated)).notEqual(over(max(stated))), lit(false));
  }

  private Column isBelow(String column) {
    return coalesce(over(min(when(IS_TAKEN, col(column)))).lt(0), lit(false));
  }

  private Column over(Column aggregate) {
    return aggregate.over(wholeOrder);
  }

  private static Found ofLine(Column holds) {
    return new Found(when(IS_TAKEN.and(holds), lit(1L)).otherwise(NONE), NONE);
  }

  /** An order of which any line is taken, with the amount of those. */
  private Found ofTaken(Column holds) {
    Column units = coalesce(over(sum(when(IS_TAKEN, col("units")))), NONE);
    return ofOrder(over(max(IS_TAKEN)).and(holds), units);
  }

  private static Found ofOrder(Column holds, Column units) {
    Column isIt =
        OrderLines.isOfOrder().and(col("place").equalTo(1)).and(coalesce(holds, lit(false)));
    return new Found(when(isIt, lit(1L)).otherwise(NONE), when(isIt, units).otherwise(NONE));
  }
}
