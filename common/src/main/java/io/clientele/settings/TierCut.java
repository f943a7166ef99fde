package io.clientele.settings;

/**
 * Where a tier begins.
 *
 * @param quantile quantile of the purchase days of repeat customers, between 0 and 1
 * @param minimum purchase occasions needed however low the quantile falls
 */
public record TierCut(double quantile, int minimum) {}
