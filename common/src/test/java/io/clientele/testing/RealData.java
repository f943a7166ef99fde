package io.clientele.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The one place where tests look for real data: a folder beside the project. */
public final class RealData {

  private RealData() {}

  /** Returns a file of the real data; the calling test is skipped where it is absent. */
  public static Path file(String name) {
    Path file = root().resolve("../shared/data").resolve(name).normalize();
    Assumptions.assumeTrue(Files.exists(file), () -> "real data is absent: " + name);
    return file;
  }

  /** Returns the project's root folder. */
  public static Path root() {
    return Path.of(System.getProperty("clientele.root", "..")).toAbsolutePath().normalize();
  }
}
