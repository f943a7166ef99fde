package io.clientele.settings;

/** What families.lifecycle.method says: a method, or that the shop's past chooses one. */
enum LifecycleRule {
  AUTO,
  RHYTHM,
  SHOP,
  MODEL,
  FIXED;

  LifecycleSelection selection() {
    return this == AUTO ? LifecycleSelection.AUTO : LifecycleSelection.GIVEN;
  }

  LifecycleMethod method() {
    return this == AUTO ? LifecycleMethod.RHYTHM : LifecycleMethod.valueOf(name());
  }
}
