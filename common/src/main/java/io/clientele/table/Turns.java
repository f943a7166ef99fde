package io.clientele.table;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbered files, one for each time that somebody wrote the warehouse. Only the highest number
 * counts: {@code held-N} while that writer is at work, {@code free-N} from its end on. Numbers are
 * never used twice, so that of several who find the same writer gone one becomes the next.
 *
 * @param files the folder they are in
 */
record Turns(SmallFiles files) {
  private static final Pattern NAME = Pattern.compile("(held|free)-(\\d{10})");

  /**
   * One of them.
   *
   * @param number its number
   * @param isHeld whether its writer has not said that it has ended
   */
  record Turn(long number, boolean isHeld) {

    String name() {
      return (isHeld ? "held-" : "free-") + "%010d".formatted(number);
    }
  }

  /** Returns the one that counts; number 0 before any. */
  Turn last() {
    return files.names().stream()
        .map(Turns::turn)
        .flatMap(Optional::stream)
        .reduce(
            new Turn(0, false),
            // A name may be listed twice while it is changed.
            (one, other) ->
                other.number() > one.number() || (other.number() == one.number() && !other.isHeld())
                    ? other
                    : one);
  }

  /** Takes the turn after another; empty where somebody else has. */
  Optional<Turn> takeAfter(Turn before, Writer writer) {
    Turn next = new Turn(before.number() + 1, true);
    if (!files.create(next.name(), writer.json())) {
      return Optional.empty();
    }
    Turn last = last();
    if (last.number() > next.number()) {
      // What was seen before was long gone.
      files.delete(next.name());
      return Optional.empty();
    }
    for (String name : files.names()) {
      if (turn(name).filter(turn -> turn.number() < next.number()).isPresent()) {
        files.delete(name);
      }
    }
    return Optional.of(next);
  }

  /** Says that a turn has ended. */
  void end(Turn turn) {
    files.rename(turn.name(), new Turn(turn.number(), false).name());
  }

  /** Returns who holds a turn; empty where that cannot be told, or not any more. */
  Optional<Writer> writer(Turn turn) {
    return files.read(turn.name()).flatMap(Writer::of);
  }

  private static Optional<Turn> turn(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(new Turn(Long.parseLong(matcher.group(2)), matcher.group(1).equals("held")))
        : Optional.empty();
  }
}
