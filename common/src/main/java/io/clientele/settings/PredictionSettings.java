package io.clientele.settings;

/**
 * The prediction family.
 *
 * @param enabled whether its columns are filled
 * @param method the model of purchases
 * @param refit how often the models are fitted again
 * @param minCustomers buyers below which nothing is fitted
 * @param minRepeatCustomers customers with a repeat purchase day below which nothing is fitted
 */
public record PredictionSettings(
    boolean enabled,
    PredictionMethod method,
    Refit refit,
    int minCustomers,
    int minRepeatCustomers) {}
