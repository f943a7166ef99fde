package io.clientele.table;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbered files, one for each time that somebody wrote the warehouse: {@code held-N} from the
 * beginning on, and {@code free-N} beside it from the end on. Only the highest number counts.
 * Numbers are never used twice, so that of several who find the same writer gone one becomes the
 * next. {@code beat-N} is a sign of life where times of files cannot be set; the file that holds is
 * never written again, so that nobody finds it absent.
 *
 * @param files the folder they are in
 */
record Turns(SmallFiles files) {
  private static final Pattern NAME = Pattern.compile("(?:held|free|beat)-(\\d{10})");

  /** Listing a folder that is written to may miss a file: others nearby then tell the number. */
  private static final int KEPT = 10;

  /**
   * One of them.
   *
   * @param number its number
   * @param isHeld whether its writer has not said that it has ended
   */
  record Turn(long number, boolean isHeld) {

    String name() {
      return "held-%010d".formatted(number);
    }

    private String end() {
      return "free-%010d".formatted(number);
    }

    private String sign() {
      return "beat-%010d".formatted(number);
    }
  }

  /** Returns the one that counts; number 0 before any. */
  Turn last() {
    List<String> names = files.names();
    long highest = names.stream().mapToLong(Turns::number).max().orElse(0);
    return new Turn(highest, highest > 0 && !names.contains(new Turn(highest, false).end()));
  }

  /** Takes the turn after another; empty where somebody else has. */
  Optional<Turn> takeAfter(Turn before, Writer writer) {
    Turn next = new Turn(before.number() + 1, true);
    if (!files.create(next.name(), writer.json())) {
      return Optional.empty();
    }
    if (last().number() > next.number()) {
      // What was seen before was long gone.
      files.delete(next.name());
      return Optional.empty();
    }
    files.names().stream()
        .filter(name -> number(name) > 0 && number(name) <= next.number() - KEPT)
        .forEach(files::delete);
    return Optional.of(next);
  }

  /** Says that a turn has ended. */
  void end(Turn turn) {
    files.create(turn.end(), "");
  }

  /** Shows that the writer of a turn is alive. */
  void show(Turn turn) {
    if (!files.touch(turn.name())) {
      files.replace(turn.sign(), "");
    }
  }

  /** Returns what the writer of a turn has shown last: something else each time. */
  Shown shown(Turn turn) {
    return new Shown(files.touched(turn.name()), files.touched(turn.sign()));
  }

  /**
   * A sign of life.
   *
   * @param touched when the file that holds was last touched
   * @param written when the sign was last written; empty where touching is enough
   */
  record Shown(OptionalLong touched, OptionalLong written) {
    static final Shown NOTHING = new Shown(OptionalLong.empty(), OptionalLong.empty());
  }

  /** Returns who holds a turn; empty where that cannot be told. */
  Optional<Writer> writer(Turn turn) {
    return files.read(turn.name()).flatMap(Writer::of);
  }

  private static long number(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
