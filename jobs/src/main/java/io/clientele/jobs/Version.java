package io.clientele.jobs;

import java.util.Optional;

/** The version of Clientele that is running. */
public final class Version {

  private Version() {}

  /** Returns the version of the job jar; {@code development} outside of one. */
  public static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
