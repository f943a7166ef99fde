package io.clientele.prediction;

/**
 * What a customer spends on a repeat purchase day.
 *
 * @param repeats purchase days after the first, 1 or more
 * @param mean mean gross amount of one, above 0
 */
public record Spend(long repeats, double mean) {}
