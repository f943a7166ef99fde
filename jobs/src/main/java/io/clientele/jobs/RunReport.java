package io.clientele.jobs;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
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
 * @param inputs versions of what was read, by source or table
 */
public record RunReport(
    List<Reconciliation> reconciliations,
    List<SegmentLine> segments,
    Map<String, String> tables,
    List<String> notes,
    List<Stage> stages,
    Map<String, String> inputs) {

  /** Keeps its own copies, in order. */
  public RunReport {
    reconciliations = List.copyOf(reconciliations);
    segments = List.copyOf(segments);
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    notes = List.copyOf(notes);
    stages = List.copyOf(stages);
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  /** Returns a report of nothing. */
  public static RunReport empty() {
    return new RunReport(List.of(), List.of(), Map.of(), List.of(), List.of(), Map.of());
  }

  /** Returns both reports as one; what both say of a table or input, the later says. */
  public RunReport then(RunReport later) {
    return new RunReport(
        both(reconciliations, later.reconciliations),
        both(segments, later.segments),
        both(tables, later.tables),
        both(notes, later.notes),
        both(stages, later.stages),
        both(inputs, later.inputs));
  }

  private static <T> List<T> both(List<T> first, List<T> second) {
    List<T> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  private static Map<String, String> both(Map<String, String> first, Map<String, String> second) {
    Map<String, String> both = new LinkedHashMap<>(first);
    both.putAll(second);
    return both;
  }

  /**
   * The rows of one source by class; source = superseded + filtered + accepted + guests + rejected
   * + forgotten, exactly.
   *
   * @param source orders, customers or events
   * @param classes rows and amount by row class: superseded, filtered, accepted, guests, rejected,
   *     forgotten
   * @param rejected rows and amount by reason, largest first
   * @param rounding what rounding to the money scale took from accepted and guest amounts, stored
   *     amount less exact amount; empty without amounts
   * @param ofOrders what orders as a whole take off or give back beyond their lines: how many
   *     orders, and the amount, by what it is
   * @param words the words that the source uses, with what was made of them
   */
  public record Reconciliation(
      String source,
      Map<String, Total> classes,
      Map<String, Total> rejected,
      Optional<BigDecimal> rounding,
      Map<String, Total> ofOrders,
      List<WordRead> words) {

    /** A source without words, whose orders have no amounts of their own. */
    public Reconciliation(
        String source,
        Map<String, Total> classes,
        Map<String, Total> rejected,
        Optional<BigDecimal> rounding) {
      this(source, classes, rejected, rounding, Map.of(), List.of());
    }

    /** Keeps its own copies, in order. */
    public Reconciliation {
      classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
      rejected = Collections.unmodifiableMap(new LinkedHashMap<>(rejected));
      ofOrders = Collections.unmodifiableMap(new LinkedHashMap<>(ofOrders));
      words = List.copyOf(words);
    }

    /** Returns the rows and amount of a class; none where the source has no such row. */
    public Total of(String rowClass) {
      return classes.getOrDefault(rowClass, new Total(0, Optional.empty()));
    }

    /** Returns the rows and amount of the whole source. */
    public Total all() {
      return classes.values().stream().reduce(new Total(0, Optional.empty()), Total::plus);
    }
  }

  /**
   * A word that a source uses.
   *
   * @param column status, currency, nobody (a customer id that means nobody), event_type or consent
   * @param word the word
   * @param total the rows with it, and their amount as the source states it
   * @param meaning what was made of it
   * @param isKnown whether that is sure
   */
  public record WordRead(
      String column, String word, Total total, String meaning, boolean isKnown) {}

  /**
   * Rows and their amount.
   *
   * @param rows number of rows
   * @param amount sum as the source states it; empty without amounts
   */
  public record Total(long rows, Optional<BigDecimal> amount) {

    /** Returns the sum of both. */
    public Total plus(Total other) {
      Optional<BigDecimal> sum =
          amount.isPresent() && other.amount.isPresent()
              ? Optional.of(amount.get().add(other.amount.get()))
              : amount.or(() -> other.amount);
      return new Total(rows + other.rows, sum);
    }
  }

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
