package io.clientele.settings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What marketers do with each segment.
 *
 * @param entries one for each segment that the playbook knows, sorted by family and segment
 */
public record PlaybookSettings(List<Entry> entries) {

  /** Keeps its own copy. */
  public PlaybookSettings {
    entries = List.copyOf(entries);
  }

  /** Returns the entry of a segment, if there is one. */
  public Optional<Entry> entry(String family, String segment) {
    return entries.stream()
        .filter(entry -> entry.family().equals(family) && entry.segment().equals(segment))
        .findFirst();
  }

  /** Returns the playbook with entries for segments that it does not know. */
  public PlaybookSettings with(List<Entry> others) {
    return new PlaybookSettings(
        Stream.concat(
                entries.stream(),
                others.stream().filter(other -> entry(other.family(), other.segment()).isEmpty()))
            .toList());
  }

  /**
   * What there is to know of a segment; at least one of the texts is there.
   *
   * @param family the family, as in segment_summary
   * @param segment the segment, as in segment_summary
   * @param meaning who they are
   * @param action what to do
   * @param moment when to do it
   */
  public record Entry(
      String family,
      String segment,
      Optional<String> meaning,
      Optional<String> action,
      Optional<String> moment) {}
}
