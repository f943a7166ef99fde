package io.clientele.settings;

/** How loyalty tiers are cut. */
public enum LoyaltyMethod {
  /** By quantiles of the repeat customers. */
  QUANTILE,
  /** By mean and standard deviations over all buyers. */
  DEVIATION
}
