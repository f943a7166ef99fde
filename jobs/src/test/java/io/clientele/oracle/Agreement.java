package io.clientele.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares tables cell by cell.
 *
 * @param name what is compared, for messages
 * @param key the columns that identify a row
 * @param near columns where exponentials or series leave the last digits open
 * @param tolerance relative difference allowed in those
 * @param ignored columns not compared
 */
record Agreement(
    String name, List<String> key, Set<String> near, double tolerance, Set<String> ignored) {
  private static final int SHOWN = 25;

  static Agreement on(String name, List<String> key) {
    return new Agreement(name, key, Set.of(), 1e-12, Set.of());
  }

  Agreement nearly(String... columns) {
    return new Agreement(name, key, Set.of(columns), tolerance, ignored);
  }

  Agreement within(double relative, List<String> columns) {
    return new Agreement(name, key, Set.copyOf(columns), relative, ignored);
  }

  Agreement ignoring(String... columns) {
    return new Agreement(name, key, near, tolerance, Set.of(columns));
  }

  /** Fails with the first differing cells unless both tables hold the same rows. */
  void require(List<OracleCells> actual, List<OracleCells> expected) {
    assertThat(differences(actual, expected)).as(name).isEmpty();
  }

  List<String> differences(List<OracleCells> actual, List<OracleCells> expected) {
    List<String> differences = new ArrayList<>();
    Map<String, OracleCells> left = byKey(actual, "jobs", differences);
    Map<String, OracleCells> right = byKey(expected, "oracle", differences);
    Set<String> keys = new TreeSet<>(left.keySet());
    keys.addAll(right.keySet());
    for (String id : keys) {
      OracleCells ours = left.get(id);
      OracleCells theirs = right.get(id);
      if (ours == null || theirs == null) {
        differences.add(id + ": only in " + (ours == null ? "oracle " + theirs : "jobs " + ours));
      } else {
        compare(id, ours, theirs, differences);
      }
    }
    int all = differences.size();
    List<String> shown = new ArrayList<>(differences.subList(0, Math.min(SHOWN, all)));
    if (all > SHOWN) {
      shown.add("and " + (all - SHOWN) + " more");
    }
    return shown;
  }

  private Map<String, OracleCells> byKey(
      List<OracleCells> rows, String side, List<String> differences) {
    Map<String, OracleCells> byKey = new TreeMap<>();
    for (OracleCells row : rows) {
      String id = key.stream().map(row::text).toList().toString();
      if (byKey.put(id, row) != null) {
        differences.add(id + ": twice in " + side);
      }
    }
    return byKey;
  }

  private void compare(String id, OracleCells ours, OracleCells theirs, List<String> differences) {
    Set<String> columns = new TreeSet<>(ours.all().keySet());
    columns.addAll(theirs.all().keySet());
    columns.removeAll(ignored);
    for (String column : columns) {
      boolean present = ours.all().containsKey(column) && theirs.all().containsKey(column);
      if (!present) {
        differences.add(id + " " + column + ": column of one side only");
      } else if (!same(column, ours.get(column), theirs.get(column))) {
        differences.add(
            id + " " + column + ": jobs " + ours.get(column) + ", oracle " + theirs.get(column));
      }
    }
  }

  private boolean same(String column, @Nullable Object ours, @Nullable Object theirs) {
    if (near.contains(column) && ours instanceof Double a && theirs instanceof Double b) {
      return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
    }
    return Objects.equals(ours, theirs);
  }
}
