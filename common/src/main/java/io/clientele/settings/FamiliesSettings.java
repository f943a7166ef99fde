package io.clientele.settings;

/**
 * The segment families.
 *
 * @param count what counts as one purchase occasion
 * @param fitLimit customers a fit looks at; above it those with the smallest SHA-256 of their id
 * @param prediction the predictive models
 * @param lifecycle the lifecycle family
 * @param loyalty the loyalty family
 * @param readyMade the ready-made flags
 * @param clusters the k-means clusters
 */
public record FamiliesSettings(
    PurchaseCount count,
    int fitLimit,
    PredictionSettings prediction,
    LifecycleSettings lifecycle,
    LoyaltySettings loyalty,
    ReadyMadeSettings readyMade,
    ClustersSettings clusters) {

  /** Returns the same settings with another method of lifecycle. */
  public FamiliesSettings with(LifecycleMethod method) {
    return new FamiliesSettings(
        count, fitLimit, prediction, lifecycle.with(method), loyalty, readyMade, clusters);
  }
}
