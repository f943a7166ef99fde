package io.clientele.settings;

/** Who decides on the method of lifecycle. */
public enum LifecycleSelection {
  /** The configuration names it. */
  GIVEN,
  /** The shop's own past, from {@link LifecycleMethod#RHYTHM} on. */
  AUTO
}
