package io.clientele.prediction;

/**
 * What the models of purchases look at: one customer's purchase days, counted from the first.
 *
 * @param repeats purchase days after the first
 * @param lastWeeks weeks from the first purchase day to the last
 * @param ageWeeks weeks from the first purchase day to the day of the fit or forecast
 */
public record PurchaseHistory(long repeats, double lastWeeks, double ageWeeks) {
  /** Days in the unit of time of the models. */
  public static final double DAYS_PER_WEEK = 7;

  /**
   * Returns the history of somebody who bought.
   *
   * @param purchaseDays days with a purchase, 1 or more
   * @param recencyDays days since the last one
   * @param tenureDays days since the first one
   */
  public static PurchaseHistory ofDays(long purchaseDays, int recencyDays, int tenureDays) {
    return new PurchaseHistory(
        purchaseDays - 1, (tenureDays - recencyDays) / DAYS_PER_WEEK, tenureDays / DAYS_PER_WEEK);
  }

  /** Returns the history so many days later, had there been no purchase since. */
  public PurchaseHistory afterDays(double days) {
    return new PurchaseHistory(repeats, lastWeeks, ageWeeks + days / DAYS_PER_WEEK);
  }
}
