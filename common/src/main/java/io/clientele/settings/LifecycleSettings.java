package io.clientele.settings;

/**
 * The lifecycle family.
 *
 * @param enabled whether its columns are filled
 * @param selection whether the configuration names the method
 * @param method how stages are decided; where it is chosen, what the choice begins with
 * @param refit how often the shop's gaps are measured again
 * @param justOrderedDays longest Just Ordered, in days
 * @param priorWeight gaps' worth of shop-wide experience a customer's own gaps are mixed with
 * @param maxPatience limit of the square root of purchase days that stretches the wait
 * @param minSpread least factor between the limits of two stages, above 1
 * @param minGaps completed gaps below which a shop gets {@link LifecycleMethod#FIXED}
 * @param model the limits of method {@link LifecycleMethod#MODEL}
 * @param fixed the limits of method {@link LifecycleMethod#FIXED}
 */
public record LifecycleSettings(
    boolean enabled,
    LifecycleSelection selection,
    LifecycleMethod method,
    Refit refit,
    int justOrderedDays,
    double priorWeight,
    double maxPatience,
    double minSpread,
    int minGaps,
    ReturnStages model,
    FixedStages fixed) {

  /** Returns whether stages may be by a method: it is given, or can be chosen. */
  public boolean mayBe(LifecycleMethod other) {
    return selection == LifecycleSelection.AUTO || method == other;
  }

  /** Returns the same settings for a method that is given. */
  public LifecycleSettings with(LifecycleMethod other) {
    return new LifecycleSettings(
        enabled,
        LifecycleSelection.GIVEN,
        other,
        refit,
        justOrderedDays,
        priorWeight,
        maxPatience,
        minSpread,
        minGaps,
        model,
        fixed);
  }
}
