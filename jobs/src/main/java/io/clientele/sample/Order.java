package io.clientele.sample;

import io.clientele.sample.Assortment.Product;
import java.util.List;
import java.util.Optional;

/**
 * An order, or the order that takes goods back.
 *
 * @param id unique in the shop
 * @param person who placed it
 * @param index how many orders they placed before
 * @param kind bought, cancelled or brought back
 * @param second when it was placed, in seconds of the epoch
 * @param coupon the coupon used
 * @param lines at least one
 */
record Order(
    String id,
    Shopper person,
    int index,
    Kind kind,
    long second,
    Optional<String> coupon,
    List<Line> lines) {

  /** What became of it. */
  enum Kind {
    /** Bought, though lines may have come back. */
    COMPLETED,
    /** Placed and called off. */
    CANCELLED,
    /** Goods of an earlier order brought back. */
    RETURN
  }

  /**
   * A line.
   *
   * @param number unique in the order
   * @param second when it was booked
   * @param product what
   * @param quantity how many, below 0 for what came back
   * @param discount in cents off the whole line, of the sign of the quantity
   */
  record Line(int number, long second, Product product, int quantity, long discount) {

    /** Returns what is paid, in cents. */
    long amount() {
      return product.price() * quantity - discount;
    }

    /** Returns the line that takes this one back. */
    Line takenBack(int asNumber, long atSecond) {
      return new Line(asNumber, atSecond, product, -quantity, -discount);
    }
  }
}
