package io.clientele.table;

import java.util.Optional;

/** Watches whether a writer is alive: by its process where it is near, else by signs it gives. */
final class Watch {
  private final Turns turns;
  private final WriteLock.Patience patience;
  private Turns.Turn watched = new Turns.Turn(0, false);
  private Turns.Turn announced = watched;
  private Turns.Shown shown = Turns.Shown.NOTHING;
  private long since;

  Watch(Turns turns, WriteLock.Patience patience) {
    this.turns = turns;
    this.patience = patience;
  }

  /** What can be said of a writer by now. */
  enum Sign {
    /** It is at work. */
    ALIVE,
    /** It will not write any more. */
    GONE,
    /** It has to be watched for longer. */
    UNKNOWN
  }

  /** Looks once. */
  Sign look(Turns.Turn turn, Optional<Writer> writer) {
    if (writer.filter(Writer::isNear).isPresent()) {
      watched = turn;
      return writer.filter(Writer::isAlive).isPresent() ? Sign.ALIVE : Sign.GONE;
    }
    Turns.Shown now = turns.shown(turn);
    boolean isFirst = !turn.equals(watched);
    if (isFirst || !now.equals(shown)) {
      watched = turn;
      shown = now;
      since = System.nanoTime();
      return isFirst ? Sign.UNKNOWN : Sign.ALIVE;
    }
    return System.nanoTime() - since > patience.silence().toNanos() ? Sign.GONE : Sign.UNKNOWN;
  }

  /** Returns, once for each writer, that it has not been told of. */
  boolean isNew(Writer writer) {
    boolean isNew = !watched.equals(announced);
    announced = watched;
    return isNew;
  }
}
