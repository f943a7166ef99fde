package io.clientele.guess;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a column goes with the orders of a file.
 *
 * @param file its first rows
 * @param order the column of order ids, if it is known
 */
record Repeats(Beginning file, Optional<String> order) {
  private static final double MOST = 0.9;

  /** Returns whether a column may be an order's total: its name, and the same on all its rows. */
  boolean repeats(String column) {
    List<List<String>> orders = ofSeveralRows(column);
    return Names.mayBeTotal(column)
        && !orders.isEmpty()
        && orders.stream().filter(values -> new HashSet<>(values).size() == 1).count()
            >= MOST * orders.size();
  }

  /** Returns whether a column stands on one row of an order and is blank on its others. */
  boolean isStatedOnce(String column) {
    List<List<String>> orders = ofSeveralRows(column);
    return orders.stream()
        .anyMatch(
            values ->
                values.stream().anyMatch(Repeats::isBlank)
                    && values.stream().anyMatch(value -> !isBlank(value)));
  }

  private static boolean isBlank(String value) {
    return value == null || value.isBlank();
  }

  private List<List<String>> ofSeveralRows(String column) {
    List<String> ids =
        order.map(name -> file.columns().getOrDefault(name, List.of())).orElse(List.of());
    List<String> values = file.columns().getOrDefault(column, List.of());
    Map<String, List<String>> byOrder = new HashMap<>();
    for (int row = 0; row < Math.min(ids.size(), values.size()); row++) {
      if (Objects.nonNull(ids.get(row))) {
        byOrder.computeIfAbsent(ids.get(row), id -> new ArrayList<>()).add(values.get(row));
      }
    }
    return byOrder.values().stream().filter(rows -> rows.size() > 1).toList();
  }
}
