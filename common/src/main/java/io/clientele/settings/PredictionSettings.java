package io.clientele.settings;

import java.util.List;

/**
 * The prediction family.
 *
 * @param enabled whether its columns are filled
 * @param method the model of purchases
 * @param refit how often the models are fitted again
 * @param minCustomers buyers below which nothing is fitted
 * @param minRepeatCustomers customers with a repeat purchase day below which nothing is fitted
 * @param season how much each month is bought in, January first, for a shop that has not seen two
 *     full years; empty where nobody knows
 */
public record PredictionSettings(
    boolean enabled,
    PredictionMethod method,
    Refit refit,
    int minCustomers,
    int minRepeatCustomers,
    List<Double> season) {

  /** Keeps its own copy of the list. */
  public PredictionSettings {
    season = List.copyOf(season);
  }
}
