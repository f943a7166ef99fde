package io.clientele.settings;

/** How lifecycle stages are decided. */
public enum LifecycleMethod {
  /** By each customer's own gaps, shrunk towards the shop's. */
  RHYTHM,
  /** By mean and standard deviation of the shop's gaps, the same for everybody. */
  SHOP,
  /** By the probability of a purchase in the next 90 days, from family prediction. */
  MODEL,
  /** By days given by hand. */
  FIXED
}
