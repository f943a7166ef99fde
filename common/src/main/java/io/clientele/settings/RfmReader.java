package io.clientele.settings;

import io.clientele.settings.RfmSettings.Scores;
import io.clientele.settings.RfmSettings.Segment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the block {@code families.rfm}. */
final class RfmReader {
  private static final int SCORES = 5;
  private static final String RANGE = "([1-5])(?:-([1-5]))?\\s+";
  private static final Pattern SEGMENT = Pattern.compile(RANGE + RANGE + RANGE + "(\\S.*)");

  private RfmReader() {}

  static RfmSettings read(Section section) {
    return new RfmSettings(
        section.flag("enabled"),
        section.choice("refit", Refit.class),
        section.whole("min-customers", Limits.atLeast(1)),
        cuts(section, "recency-cuts", -1),
        cuts(section, "frequency-cuts", 1),
        cuts(section, "monetary-cuts", 1),
        segments(section));
  }

  /** Reads four numbers that rise, or fall where the sign is negative; empty for quantiles. */
  private static List<Double> cuts(Section section, String name, int sign) {
    String need =
        "needs four numbers that %s, or [] for quantiles".formatted(sign < 0 ? "fall" : "rise");
    List<String> texts = section.texts(name);
    List<Double> cuts = new ArrayList<>();
    for (String text : texts) {
      try {
        cuts.add(new BigDecimal(text).doubleValue());
      } catch (NumberFormatException notANumber) {
        section.problem(name, "has " + text, need);
        return List.of();
      }
    }
    boolean isOrdered = true;
    for (int i = 1; i < cuts.size(); i++) {
      isOrdered &= sign * Double.compare(cuts.get(i), cuts.get(i - 1)) > 0;
    }
    if (!cuts.isEmpty() && (cuts.size() != SCORES - 1 || !isOrdered)) {
      section.problem(name, "is " + texts, need);
    }
    return cuts;
  }

  private static List<Segment> segments(Section section) {
    List<Segment> segments = new ArrayList<>();
    List<String> texts = section.texts("segments");
    for (String text : texts) {
      Optional<Segment> segment = segment(text);
      segment.ifPresentOrElse(
          segments::add,
          () ->
              section.problem(
                  "segments",
                  "has \"" + text + "\"",
                  "needs scores of R, F and M from 1 to 5 and a name, such as \"4-5 4-5 3 Name\""));
    }
    if (section.sound("segments") && segments.size() == texts.size()) {
      refuseGaps(section, segments);
    }
    return segments;
  }

  private static Optional<Segment> segment(String text) {
    Matcher parts = SEGMENT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Scores recency = scores(parts, 1);
    Scores frequency = scores(parts, 3);
    Scores monetary = scores(parts, 5);
    boolean isSound =
        List.of(recency, frequency, monetary).stream()
            .allMatch(range -> range.least() <= range.most());
    return isSound
        ? Optional.of(new Segment(parts.group(7), recency, frequency, monetary))
        : Optional.empty();
  }

  private static Scores scores(Matcher parts, int group) {
    int least = Integer.parseInt(parts.group(group));
    String most = parts.group(group + 1);
    return new Scores(least, most == null ? least : Integer.parseInt(most));
  }

  private static void refuseGaps(Section section, List<Segment> segments) {
    List<String> missed = new ArrayList<>();
    Set<String> unreached = new LinkedHashSet<>(segments.stream().map(Segment::name).toList());
    for (int r = 1; r <= SCORES; r++) {
      for (int f = 1; f <= SCORES; f++) {
        for (int m = 1; m <= SCORES; m++) {
          int[] rfm = {r, f, m};
          first(segments, rfm)
              .ifPresentOrElse(
                  segment -> unreached.remove(segment.name()),
                  () -> missed.add("R %d F %d M %d".formatted(rfm[0], rfm[1], rfm[2])));
        }
      }
    }
    if (!missed.isEmpty()) {
      section.problem(
          "segments",
          "leaves %d of 125 scores without a segment, the first %s"
              .formatted(missed.size(), missed.get(0)),
          "end the list with \"1-5 1-5 1-5 Name\"");
    }
    for (String name : unreached) {
      section.problem(
          "segments",
          "has " + name + ", whose scores all match an earlier segment",
          "move it up, or take it away");
    }
  }

  private static Optional<Segment> first(List<Segment> segments, int[] rfm) {
    return segments.stream().filter(segment -> segment.holds(rfm[0], rfm[1], rfm[2])).findFirst();
  }
}
