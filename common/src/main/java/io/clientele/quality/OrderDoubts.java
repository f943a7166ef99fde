package io.clientele.quality;

import static io.clientele.quality.OrderSums.TOLD;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.clientele.quality.OrderFinding.Found;
import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import io.clientele.settings.SourcesSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;

/**
 * What the sum of an order's lines has to tell so that none of them need be looked at: whether they
 * may belong to different versions or days, and what is found of orders beyond doubt.
 */
final class OrderDoubts {
  private static final String IS_OF_ORDER = TOLD + "whole_order";
  private static final String FIRST_DAY = TOLD + "first_day";
  private static final String LAST_DAY = TOLD + "last_day";
  private static final String BOUGHT_ON = TOLD + "bought_on";
  private static final String BACK_ON = TOLD + "back_on";
  private static final String UPDATED = TOLD + "updated";
  private static final String OLDEST = TOLD + "oldest";
  private static final String NEWEST = TOLD + "newest";
  private static final String ONE_COUPON = TOLD + "one_coupon";
  private static final String OTHER_COUPON = TOLD + "other_coupon";
  private static final String EVENNESS = TOLD + "evenness";
  private static final String ONE_FILE = TOLD + "one_file";
  private static final String OTHER_FILE = TOLD + "other_file";
  private static final String MARKED = TOLD + "marked";
  private static final String POSITIVE = TOLD + "positive";
  private static final String UNREADABLE = TOLD + "unreadable";

  private final Settings settings;
  private final SourcesSettings sources;
  private final SourceSettings source;

  OrderDoubts(Settings settings) {
    this.settings = settings;
    this.sources = settings.sources();
    this.source = sources.orders();
  }

  /** Returns the sums, each under a name that begins with {@link OrderSums#TOLD}. */
  List<Column> sums() {
    Column kind = col("kind");
    List<Column> sums = new ArrayList<>();
    sums.add(min(col("line_day")).as(FIRST_DAY));
    sums.add(max(col("line_day")).as(LAST_DAY));
    sums.add(min(when(kind.equalTo(OrderLines.POSITIVE), col("line_day"))).as(BOUGHT_ON));
    sums.add(max(when(kind.equalTo(OrderLines.NEGATIVE), col("line_day"))).as(BACK_ON));
    sums.add(max(isOfWholeOrder()).as(IS_OF_ORDER));
    if (sources.knowsVersions()) {
      sums.add(count(col("updated")).as(UPDATED));
      sums.add(min(col("updated")).as(OLDEST));
      sums.add(max(col("updated")).as(NEWEST));
    }
    if (spreadsCoupons()) {
      Column number = when(col("key_coupon").isNotNull(), xxhash64(col("key_coupon")));
      sums.add(min(number).as(ONE_COUPON));
      sums.add(max(number).as(OTHER_COUPON));
    }
    if (OrderLines.mayStandTwice(settings)) {
      sums.add(OrderLines.evenness().as(EVENNESS));
      sums.add(min(col("source_file")).as(ONE_FILE));
      sums.add(max(col("source_file")).as(OTHER_FILE));
    }
    if (source.maps("is_return")) {
      Column isMarked = coalesce(col("is_marked_return"), lit(false));
      sums.add(count_if(isMarked).as(MARKED));
      sums.add(count_if(isMarked.and(coalesce(col("units").gt(0), lit(false)))).as(POSITIVE));
    }
    if (settings.joinsPeople()) {
      sums.add(count_if(col(PersonColumns.UNREADABLE)).as(UNREADABLE));
    }
    return sums;
  }

  /** Holds for sums of which the lines have to be looked at. */
  Column holds() {
    Column isOpen = col(OrderSums.ALONE).isNull();
    Column spansDays =
        when(col(BOUGHT_ON).isNull(), col(FIRST_DAY).notEqual(col(LAST_DAY)))
            .otherwise(coalesce(col(BACK_ON).gt(col(BOUGHT_ON)), lit(false)));
    Column doubt =
        isOpen.and(
            col(IS_OF_ORDER)
                .or(coalesce(spansDays, lit(false)))
                .or(new PersonColumns(settings).differ()));
    if (!sources.knowsVersions()) {
      return doubt;
    }
    Column areOneVersion =
        col(UPDATED)
            .equalTo(0)
            .or(col(UPDATED).equalTo(col("lines")).and(col(OLDEST).equalTo(col(NEWEST))));
    return sources.hasVersionsOfLines()
        ? doubt
        : doubt.or(coalesce(areOneVersion, lit(false)).equalTo(false));
  }

  /** Holds for lines that say something of the whole order in money. */
  private Column isOfWholeOrder() {
    Column states = lit(false);
    for (String column : List.of("order_discount_units", "order_refund_units")) {
      states = states.or(coalesce(col(column).notEqual(0), lit(false)));
    }
    return states.or(coalesce(col("is_taken_back"), lit(false)));
  }

  private boolean spreadsCoupons() {
    return source.maps("coupon_code") && settings.quality().orderLevel().contains("coupon_code");
  }

  /**
   * Returns how many positive lines have a coupon, where one that all lines share counts for each.
   */
  Column coupons() {
    Column own = col("coupons");
    return spreadsCoupons()
        ? when(
                own.equalTo(0)
                    .and(coalesce(col(ONE_COUPON).equalTo(col(OTHER_COUPON)), lit(false))),
                col("positive_lines"))
            .otherwise(own)
        : own;
  }

  /** Returns the columns of the findings of orders beyond doubt. */
  Map<String, Column> findings() {
    Map<OrderFinding, Found> found = new EnumMap<>(OrderFinding.class);
    Column isOpen = col(OrderSums.ALONE).isNull();
    Column days = datediff(col(LAST_DAY), col(FIRST_DAY));
    found.put(OrderFinding.LONG_ORDER, one(isOpen.and(days.gt(settings.quality().maxOrderDays()))));
    found.put(OrderFinding.DAMAGED_ID, lines(isOpen.and(OrderFindings.isDamaged())));
    found.put(OrderFinding.DECIMAL_ID, lines(isOpen.and(OrderFindings.isDecimal())));
    if (OrderLines.mayStandTwice(settings)) {
      Column ofTwo = col(ONE_FILE).notEqual(col(OTHER_FILE));
      found.put(OrderFinding.EXPORTED_TWICE, one(isOpen.and(col(EVENNESS).equalTo(0)).and(ofTwo)));
    }
    if (source.maps("is_return")) {
      found.put(OrderFinding.MARKED_RETURN, counted(isOpen, col(MARKED)));
      found.put(OrderFinding.POSITIVE_RETURN, counted(isOpen, col(POSITIVE)));
    }
    if (settings.joinsPeople()) {
      PersonColumns persons = new PersonColumns(settings);
      found.put(OrderFinding.UNREADABLE_KEY, counted(isOpen, col(UNREADABLE)));
      found.put(OrderFinding.JOINED_GUEST, valued(isOpen.and(persons.isJoinedByKey())));
      found.put(OrderFinding.KNOWN_GUEST, valued(isOpen.and(persons.isByKey())));
      found.put(OrderFinding.JOINED_ACCOUNT, valued(isOpen.and(persons.isOfJoinedAccount())));
    }
    return OrderFinding.columns(settings, found);
  }

  /** An order with its amount. */
  private static Found valued(Column holds) {
    Column units = when(coalesce(holds, lit(false)), col("units"));
    return new Found(one(holds).count(), coalesce(units, lit(0L)));
  }

  private static Found one(Column holds) {
    return counted(holds, lit(1L));
  }

  private static Found lines(Column holds) {
    return counted(holds, col("lines"));
  }

  private static Found counted(Column holds, Column count) {
    return new Found(when(coalesce(holds, lit(false)), count).otherwise(lit(0L)), lit(0L));
  }
}
