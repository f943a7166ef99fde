package io.clientele.settings;

/** What the limits of lifecycle method {@link LifecycleMethod#MODEL} are. */
public enum ReturnCuts {
  /** Shares of the mean return probability over buyers. */
  SHARE,
  /** Return probabilities. */
  PROBABILITY
}
