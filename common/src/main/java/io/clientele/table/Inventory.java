package io.clientele.table;

import io.clientele.settings.CompactionSettings;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The files of a table: all of them, and those that readers of its newest state see.
 *
 * @param stored every file on the storage, logs of the format aside
 * @param visible the files that readers see
 */
public record Inventory(Size stored, List<VisibleFile> visible) {
  private static final long MIB = 1024 * 1024;

  /** Keeps its own copy of the list. */
  public Inventory {
    visible = List.copyOf(visible);
  }

  /**
   * A file that readers see.
   *
   * @param date the date it belongs to; empty in a table kept whole
   * @param bytes its length
   */
  public record VisibleFile(Optional<LocalDate> date, long bytes) {}

  /** Returns the dates that have files, ascending. */
  public List<LocalDate> dates() {
    return visible.stream().flatMap(file -> file.date().stream()).distinct().sorted().toList();
  }

  /** Returns what readers see of these dates. */
  public Size of(Collection<LocalDate> dates) {
    return Size.of(
        visible.stream()
            .filter(file -> file.date().filter(dates::contains).isPresent())
            .map(VisibleFile::bytes)
            .toList());
  }

  /** Returns what no reader sees. */
  public Size unread() {
    return stored.minus(Size.of(visible.stream().map(VisibleFile::bytes).toList()));
  }

  /** Returns the small files that are worth writing together, by date; empty: of the whole. */
  Map<Optional<LocalDate>, Size> fragments(CompactionSettings limits) {
    return visible.stream()
        .filter(file -> file.bytes() < limits.smallMib() * MIB)
        .collect(
            Collectors.groupingBy(
                VisibleFile::date, Collectors.mapping(VisibleFile::bytes, Collectors.toList())))
        .entrySet()
        .stream()
        .filter(small -> small.getValue().size() >= limits.minFiles())
        .collect(Collectors.toMap(Map.Entry::getKey, small -> Size.of(small.getValue())));
  }
}
