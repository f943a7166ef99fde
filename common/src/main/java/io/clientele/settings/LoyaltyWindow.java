package io.clientele.settings;

/** What loyalty tiers look at. */
public enum LoyaltyWindow {
  /** Everything a customer ever bought. */
  LIFETIME,
  /** The last 365 days. */
  YEAR
}
