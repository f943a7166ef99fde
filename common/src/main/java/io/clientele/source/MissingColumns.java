package io.clientele.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which columns that are read some files of an input lack. */
final class MissingColumns {
  private static final int NAMED = 3;

  private final InputPlace place;
  private final Map<String, Set<String>> columnsOf = new LinkedHashMap<>();

  MissingColumns(InputPlace place) {
    this.place = place;
  }

  /** Takes note of a file and the keys of its columns. */
  void saw(String file, Set<String> columns) {
    columnsOf.put(file, Set.copyOf(columns));
  }

  /**
   * Returns what is to be said, a sentence for each such column.
   *
   * @param names the names of all columns by key
   */
  List<String> remarks(Map<String, String> names) {
    List<String> remarks = new ArrayList<>();
    names.forEach(
        (key, name) -> {
          List<String> without =
              columnsOf.entrySet().stream()
                  .filter(file -> !file.getValue().contains(key))
                  .map(file -> file.getKey().substring(file.getKey().lastIndexOf('/') + 1))
                  .toList();
          if (!without.isEmpty() && place.reads(name)) {
            remarks.add(
                "column %s is missing in %,d of %,d files, null there (%s)"
                    .formatted(name, without.size(), columnsOf.size(), some(without)));
          }
        });
    return remarks;
  }

  private static String some(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() > NAMED ? first + ", ..." : first;
  }
}
