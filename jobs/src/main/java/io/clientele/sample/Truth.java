package io.clientele.sample;

import io.clientele.sample.Shopper.Habits;
import io.clientele.sample.Shopper.Kind;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** What no shop knows: how a customer really shops and whether they have gone for good. */
record Truth(Shop shop) implements MapFunction<Long, Row> {
  private static final long serialVersionUID = 1L;

  /** Rows as generated: times in seconds of the epoch. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          "customer_id STRING, is_buyer BOOLEAN, purchase_rate DOUBLE, regularity DOUBLE,"
              + " joined_at BIGINT, left_at BIGINT, has_left BOOLEAN, spend_level DOUBLE,"
              + " coupon_share DOUBLE, is_coupon_lover BOOLEAN, return_share DOUBLE,"
              + " is_cart_abandoner BOOLEAN, preferred_category STRING");

  @Override
  public Row call(Long number) {
    Shopper person = Shopper.of(shop, number);
    Habits habits = person.habits();
    boolean buys = person.kind() == Kind.BUYER;
    return RowFactory.create(
        Numbering.customer(number),
        buys,
        buys ? habits.ordersPerYear() : 0.0,
        habits.regularity(),
        shop.calendar().secondAt(person.joined()),
        person.hasLeft() ? shop.calendar().secondAt(person.left()) : null,
        person.hasLeft(),
        habits.spendLevel(),
        habits.couponShare(),
        habits.areCouponLovers(),
        habits.returnShare(),
        habits.areCartAbandoners(),
        habits.favourite().name());
  }
}
