package io.clientele.cli;

import io.clientele.jobs.CustomPreview;
import io.clientele.settings.CustomSettings;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How many customers custom segments would hold, as text. */
final class PreviewText {

  private PreviewText() {}

  /** Returns a line for each segment, by name; what it stands for where nothing can be counted. */
  static String of(CustomSettings settings, Optional<CustomPreview> preview) {
    List<String> names =
        settings.segments().stream()
            .map(CustomSettings.Segment::name)
            .sorted(Comparator.naturalOrder())
            .toList();
    if (preview.isEmpty()) {
      return """

          custom segments: %s
            no date of the warehouse has features and labels yet to count them on
          """
          .formatted(String.join(", ", names));
    }
    CustomPreview counted = preview.get();
    String lines =
        names.stream()
            .map(
                name ->
                    "%10s  %s\n"
                        .formatted(Numbers.whole(counted.customers().getOrDefault(name, 0L)), name))
            .collect(Collectors.joining());
    return "\ncustom segments on %s, of %s customers\n"
            .formatted(counted.date(), Numbers.whole(counted.base()))
        + lines;
  }
}
