package io.clientele.settings;

/**
 * The price sensitivity family.
 *
 * @param enabled whether its columns are filled
 * @param refit how often the shop's price level is measured again
 * @param minItems items below which a customer is Average
 * @param deviations standard deviations from the mean where Cheaper and Expensive begin
 */
public record PriceSensitivitySettings(
    boolean enabled, Refit refit, int minItems, double deviations) {}
