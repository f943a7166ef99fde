package io.clientele.settings;

/**
 * The longest recency of each stage in days, rising; Lost is beyond the last.
 *
 * @param justOrdered longest Just Ordered
 * @param active longest Active
 * @param slippingAway longest Slipping Away
 */
public record FixedStages(int justOrdered, int active, int slippingAway) {}
