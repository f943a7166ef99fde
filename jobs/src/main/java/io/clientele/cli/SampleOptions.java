package io.clientele.cli;

import io.clientele.settings.WarehouseFormat;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What the sample shop looks like.
 *
 * @param customers number of customers
 * @param seed the same seed makes the same shop
 * @param until last day with orders
 * @param out folder to write the tables to; present for the command sample
 * @param format how the tables are stored
 * @param dirt share of order lines that are duplicated or spoilt, 0 to 0.5
 */
public record SampleOptions(
    int customers,
    long seed,
    LocalDate until,
    Optional<String> out,
    WarehouseFormat format,
    double dirt) {

  /** A small shop whose last day is the end of 2025. */
  public static final SampleOptions DEFAULT =
      new SampleOptions(
          2_000, 42, LocalDate.of(2025, 12, 31), Optional.empty(), WarehouseFormat.PARQUET, 0);
}
