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
 * @param behaviour the behaviour flags
 * @param rfm the RFM scores and segments
 * @param priceSensitivity the price sensitivity label
 * @param custom the segments that the configuration defines
 */
public record FamiliesSettings(
    PurchaseCount count,
    int fitLimit,
    PredictionSettings prediction,
    LifecycleSettings lifecycle,
    LoyaltySettings loyalty,
    ReadyMadeSettings readyMade,
    ClustersSettings clusters,
    BehaviourSettings behaviour,
    RfmSettings rfm,
    PriceSensitivitySettings priceSensitivity,
    CustomSettings custom) {

  /** Returns the same settings with another method of lifecycle. */
  public FamiliesSettings with(LifecycleMethod method) {
    return new FamiliesSettings(
        count,
        fitLimit,
        prediction,
        lifecycle.with(method),
        loyalty,
        readyMade,
        clusters,
        behaviour,
        rfm,
        priceSensitivity,
        custom);
  }
}
