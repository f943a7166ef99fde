package io.clientele.sample;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;

/**
 * Which sample shop to generate: the same settings make the same shop, row for row.
 *
 * @param customers registered people, at least 1
 * @param seed another seed, another shop
 * @param until the last day with orders; the shop opened three years before its end
 * @param directory folder the tables go below, on any storage that Spark writes to
 * @param format {@code parquet} or {@code delta}
 * @param dirt about the share of order lines that are bad, 0 to 0.5
 */
public record SampleSettings(
    int customers, long seed, LocalDate until, String directory, String format, double dirt)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The most customers a shop can have. */
  public static final int MOST_CUSTOMERS = 100_000_000;

  /** The largest share of bad rows. */
  public static final double MOST_DIRT = 0.5;

  private static final List<String> FORMATS = List.of("parquet", "delta");

  /**
   * Refuses what no shop can be made of.
   *
   * @throws ClienteleException with exit code 2
   */
  public SampleSettings {
    if (customers < 1 || customers > MOST_CUSTOMERS) {
      throw refused(
          "A sample shop cannot have " + customers + " customers.",
          "customers",
          "Give a number from 1 to " + MOST_CUSTOMERS + ".");
    }
    if (!(dirt >= 0 && dirt <= MOST_DIRT)) {
      throw refused(
          "A share of bad rows of " + dirt + " is out of range.",
          "dirt",
          "Give a share from 0 to " + MOST_DIRT + ", such as 0.01 for one row in a hundred.");
    }
    if (!FORMATS.contains(format)) {
      throw refused(
          "The sample shop cannot be written as '" + format + "'.",
          "format",
          "Give one of " + String.join(", ", FORMATS) + ".");
    }
    if (directory.isBlank()) {
      throw refused(
          "The sample shop has nowhere to go.", "directory", "Give the folder to write it to.");
    }
  }

  /** Returns the shop that is made where nothing else is asked for. */
  public static SampleSettings defaults() {
    return new SampleSettings(
        2_000, 42L, LocalDate.of(2025, 12, 31), ".cache/sample-shop", "parquet", 0);
  }

  private static ClienteleException refused(String what, String setting, String cure) {
    return ClienteleException.of(ExitCode.USAGE, what, "sample shop, " + setting, cure);
  }
}
