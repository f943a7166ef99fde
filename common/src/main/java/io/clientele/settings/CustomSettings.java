package io.clientele.settings;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Customers;
import io.clientele.schema.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The segments that the configuration defines.
 *
 * @param enabled whether their column is filled
 * @param segments the segments, each after those that it reads
 * @param register the columns of customers that any of them reads
 */
public record CustomSettings(boolean enabled, List<Segment> segments, Set<String> register) {
  /** What a segment may read of the registered customers; addresses are no reason. */
  public static final List<String> REGISTER =
      List.of(Customers.COUNTRY, Customers.CONSENT, Customers.ATTRIBUTES);

  /**
   * A segment.
   *
   * @param name its name
   * @param sql a boolean Spark SQL expression
   */
  public record Segment(String name, String sql) {}

  /** Keeps its own copies. */
  public CustomSettings {
    segments = List.copyOf(segments);
    register = Set.copyOf(register);
  }

  /** Returns no segments. */
  public static CustomSettings none() {
    return new CustomSettings(true, List.of(), Set.of());
  }

  /**
   * Returns the first parts of all names that a segment reads, directly or through other segments,
   * in lower case.
   */
  public Set<String> reads(String name) {
    Set<String> read = new TreeSet<>();
    addReads(name.toLowerCase(Locale.ROOT), read);
    return read;
  }

  private void addReads(String name, Set<String> read) {
    for (Segment segment : segments) {
      if (segment.name().toLowerCase(Locale.ROOT).equals(name)) {
        for (String column : SqlText.names(segment.sql())) {
          if (read.add(column)) {
            addReads(column, read);
          }
        }
      }
    }
  }

  /** Returns whether a segment reads the registered customers, which are known as ingested last. */
  public boolean isAsIngestedLast(String name) {
    Set<String> read = reads(name);
    return REGISTER.stream().anyMatch(read::contains);
  }

  /** Returns the segments alone that can be computed for a past date. */
  public CustomSettings ofAnyDate() {
    return new CustomSettings(
        enabled,
        segments.stream().filter(segment -> !isAsIngestedLast(segment.name())).toList(),
        Set.of());
  }

  /** Returns how a segment is defined, those that it reads included; empty where it is not. */
  public Optional<String> definition(String name) {
    Set<String> parts = new TreeSet<>(reads(name));
    parts.add(name.toLowerCase(Locale.ROOT));
    List<String> texts =
        segments.stream()
            .filter(segment -> parts.contains(segment.name().toLowerCase(Locale.ROOT)))
            .map(segment -> segment.name() + ": " + segment.sql())
            .sorted()
            .toList();
    return segments.stream().anyMatch(segment -> segment.name().equals(name))
        ? Optional.of(String.join("\n", texts))
        : Optional.empty();
  }

  /** Returns what a segment may read besides customers: features, and labels as they are made. */
  public static List<TableColumn> columns() {
    List<TableColumn> columns = new ArrayList<>(CustomerFeatures.SCHEMA.columns());
    Set<String> taken = new TreeSet<>(columns.stream().map(TableColumn::name).toList());
    CustomerSegments.SCHEMA.columns().stream()
        .filter(column -> isMadeBefore(column.name()) && taken.add(column.name()))
        .forEach(columns::add);
    return columns;
  }

  private static boolean isMadeBefore(String column) {
    return !column.endsWith("_previous")
        && !column.endsWith("_changed_at")
        && !column.equals(CustomerSegments.CONTROL_BUCKET)
        && !column.equals(CustomerSegments.CUSTOM_SEGMENTS);
  }
}
