package io.clientele.settings;

/**
 * Where the stages of lifecycle method {@link LifecycleMethod#MODEL} end, by the probability of a
 * purchase in the next 90 days.
 *
 * @param cuts what the other two are
 * @param active least of Active
 * @param slippingAway least of Slipping Away
 */
public record ReturnStages(ReturnCuts cuts, double active, double slippingAway) {}
