package io.clientele.report;

import io.clientele.schema.TableSchema;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a report tells of: rows of small tables, none of them of a single customer.
 *
 * @param shop the shop's name
 * @param date the segment date
 * @param figures how numbers are written
 * @param tables rows by table name: those of the date, and of the newest judgement and run
 * @param rhythm the limits of the lifecycle stages; empty where there is no such model
 * @param version the program's version
 */
public record Facts(
    String shop,
    LocalDate date,
    Figures figures,
    Map<String, List<Fact>> tables,
    Optional<Rhythm> rhythm,
    String version) {

  /** Keeps its own copy. */
  public Facts {
    tables = Map.copyOf(tables);
  }

  /** Returns the rows of a table; none where it was not read. */
  List<Fact> of(TableSchema table) {
    return tables.getOrDefault(table.name(), List.of());
  }

  /** Returns the rows of a table that have a text in a column. */
  List<Fact> of(TableSchema table, String column, String text) {
    return of(table).stream().filter(fact -> fact.text(column).equals(text)).toList();
  }

  /**
   * How long customers may stay away, as fitted.
   *
   * @param method the lifecycle method
   * @param fitDate the day the model was fitted on
   * @param gaps gaps between purchase days it was fitted on
   * @param historyDays days from the shop's first purchase to the segment date, both counted
   * @param typicalDays the typical gap: the geometric mean of all gaps, in days; empty without gaps
   * @param limits for a customer with the shop's own gaps, by purchase days
   */
  public record Rhythm(
      String method,
      LocalDate fitDate,
      long gaps,
      long historyDays,
      Optional<Double> typicalDays,
      List<Limit> limits) {

    /** Keeps its own copy. */
    public Rhythm {
      limits = List.copyOf(limits);
    }
  }

  /**
   * The longest recency of each stage, in days.
   *
   * @param purchaseDays days with a purchase so far
   * @param justOrdered of Just Ordered
   * @param active of Active
   * @param slippingAway of Slipping Away
   */
  public record Limit(long purchaseDays, long justOrdered, long active, long slippingAway) {}
}
