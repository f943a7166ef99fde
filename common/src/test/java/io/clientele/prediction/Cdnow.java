package io.clientele.prediction;

import io.clientele.testing.RealData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** The 1/10 sample of CDNOW, calibrated to 1997-09-30, by customer in the order of the sample. */
final class Cdnow {
  private static final LocalDate END = LocalDate.parse("1997-09-30");

  private Cdnow() {}

  /**
   * A customer.
   *
   * @param repeats repeat purchase days of the calibration
   * @param lastDay days from first to last purchase
   * @param age days from the first purchase to the end of the calibration
   * @param total dollars of the repeat purchase days
   * @param heldOut purchase days after the calibration
   */
  record Customer(long repeats, int lastDay, int age, double total, long heldOut) {

    PurchaseHistory history() {
      return PurchaseHistory.ofDays(repeats + 1, age - lastDay, age);
    }

    PurchaseGroup group() {
      return new PurchaseGroup(repeats, lastDay, age, 1);
    }
  }

  static List<Customer> customers() {
    TreeMap<String, NavigableMap<LocalDate, BigDecimal>> days = new TreeMap<>();
    for (String line : lines()) {
      String[] cells = line.strip().split(" +", -1);
      LocalDate day = LocalDate.parse(cells[2], DateTimeFormatter.BASIC_ISO_DATE);
      days.computeIfAbsent(cells[1], id -> new TreeMap<>())
          .merge(day, new BigDecimal(cells[4]), BigDecimal::add);
    }
    return days.values().stream().map(Cdnow::customer).toList();
  }

  private static Customer customer(NavigableMap<LocalDate, BigDecimal> days) {
    NavigableMap<LocalDate, BigDecimal> known = days.headMap(END, true);
    LocalDate first = known.firstKey();
    BigDecimal total =
        known.tailMap(first, false).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Customer(
        known.size() - 1L,
        (int) ChronoUnit.DAYS.between(first, known.lastKey()),
        (int) ChronoUnit.DAYS.between(first, END),
        total.doubleValue(),
        days.size() - known.size());
  }

  private static List<String> lines() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(RealData.file("cdnow_sample/CDNOW_sample.txt.gz"))),
                StandardCharsets.UTF_8))) {
      return new ArrayList<>(reader.lines().toList());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
