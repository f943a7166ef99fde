package io.clientele.jobs;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a run did, for people and for the runs table.
 *
 * @param reconciliations one per source that was ingested
 * @param segments the segments of the date, in the order to show them
 * @param tables where the tables are that this run wrote, by name, in the order written
 * @param notes sentences the reader should know, such as families that are off and why
 * @param stages what took how long, in order
 */
public record RunReport(
    List<Reconciliation> reconciliations,
    List<SegmentLine> segments,
    Map<String, String> tables,
    List<String> notes,
    List<Stage> stages) {

  /**
   * The rows of one source by class; source = filtered + accepted + guests + rejected, exactly.
   *
   * @param source orders, customers or events
   * @param classes rows and amount by row class: filtered, accepted, guests, rejected
   * @param rejected rows and amount by reason, largest first
   * @param rounding what rounding to the money scale took from accepted and guest amounts, stored
   *     amount less exact amount; empty without amounts
   */
  public record Reconciliation(
      String source,
      Map<String, Total> classes,
      Map<String, Total> rejected,
      Optional<BigDecimal> rounding) {}

  /**
   * Rows and their amount.
   *
   * @param rows number of rows
   * @param amount sum as the source states it; empty without amounts
   */
  public record Total(long rows, Optional<BigDecimal> amount) {}

  /**
   * One line of the table of segments.
   *
   * @param family the family
   * @param segment the label or flag
   * @param customers customers in it; empty for guests
   * @param customerShare share of the base
   * @param revenueShare share of identified customers' net revenue
   */
  public record SegmentLine(
      String family,
      String segment,
      OptionalLong customers,
      OptionalDouble customerShare,
      OptionalDouble revenueShare) {}

  /**
   * One stage of a run.
   *
   * @param name what was done
   * @param rows rows made, where counted
   * @param duration wall time
   */
  public record Stage(String name, OptionalLong rows, Duration duration) {}
}
