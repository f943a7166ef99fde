package io.clientele.family;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What the gaps of a customer weigh in the shop's rhythm, so that nobody moves the others: with g
 * gaps {@code min(1, c / g)} each, where c is a hundredth of all gaps, at most 20 of a customer,
 * and at least 1. So a till or a wholesaler under one id counts like a hundredth of the shop.
 *
 * @param counted the sum of {@code min(g, 20)} over customers
 */
record GapWeights(long counted) {
  /** Gaps of one customer that count for the size of the shop. */
  static final long MOST = 20;

  /** A hundredth. */
  private static final int DIGITS = 2;

  /**
   * Returns a sum over the gaps of customers, weighed: exact up to c gaps, else to 34 digits.
   *
   * @param sum a sum over all gaps of some customers
   * @param gaps how many gaps each of them has
   */
  BigDecimal weighed(BigDecimal sum, long gaps) {
    BigDecimal each = BigDecimal.valueOf(gaps);
    BigDecimal most = most();
    return each.compareTo(most) <= 0
        ? sum
        : sum.multiply(most).divide(each, MathContext.DECIMAL128);
  }

  /** Returns c: what a customer's gaps weigh at most, in gaps. */
  BigDecimal most() {
    return BigDecimal.valueOf(counted).movePointLeft(DIGITS).max(BigDecimal.ONE);
  }
}
