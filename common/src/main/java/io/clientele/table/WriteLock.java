package io.clientele.table;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The right to write a warehouse, which one process has at a time, until it closes this.
 *
 * <p>It shows that it is alive by touching its file, or writing one beside it where touching has no
 * effect. One that is known to be gone, or that has not shown itself for long, loses the right to
 * the first who asks.
 */
public final class WriteLock implements AutoCloseable {
  private final Turns turns;
  private final Turns.Turn turn;
  private final ScheduledExecutorService beats;
  private final ScheduledFuture<?> next;

  private WriteLock(Turns turns, Turns.Turn turn, Duration beat) {
    this.turns = turns;
    this.turn = turn;
    this.beats =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "clientele-lock");
              thread.setDaemon(true);
              return thread;
            });
    this.next =
        beats.scheduleWithFixedDelay(
            this::beat, beat.toMillis(), beat.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * How long to wait for signs of life.
   *
   * @param beat how often a writer shows that it is alive
   * @param silence how long it may show nothing before it counts as gone; several beats
   * @param look how often to look whether it has ended
   */
  record Patience(Duration beat, Duration silence, Duration look) {
    static final Patience USUAL =
        new Patience(Duration.ofSeconds(10), Duration.ofSeconds(90), Duration.ofMillis(250));
  }

  /**
   * Waits until nobody else writes the warehouse.
   *
   * @param told what is going on, a sentence at a time
   * @throws ClienteleException (exit 5) if somebody else is at work on the same date
   */
  static WriteLock take(Turns turns, Writing writing, Patience patience, Consumer<String> told) {
    Writer self = Writer.here(writing);
    Watch watch = new Watch(turns, patience);
    while (true) {
      Turns.Turn last = turns.last();
      Optional<Writer> other = last.isHeld() ? turns.writer(last) : Optional.empty();
      Watch.Sign sign = last.isHeld() ? watch.look(last, other) : Watch.Sign.GONE;
      if (sign == Watch.Sign.GONE) {
        Optional<Turns.Turn> mine = turns.takeAfter(last, self);
        if (mine.isPresent()) {
          other.ifPresent(gone -> told.accept("Taking over from a process that is gone: " + gone));
          return new WriteLock(turns, mine.get(), patience.beat());
        }
      } else if (sign == Watch.Sign.ALIVE) {
        other
            .filter(writer -> writer.writing().contradicts(writing))
            .ifPresent(writer -> refuse(turns, writer));
      }
      if (sign != Watch.Sign.GONE) {
        other
            .filter(watch::isNew)
            .ifPresent(writer -> told.accept("Waiting for the end of " + writer));
        rest(patience.look());
      }
    }
  }

  /** Takes the right if that is possible at once. */
  static Optional<WriteLock> takeIfFree(Turns turns, Writing writing) {
    Turns.Turn last = turns.last();
    boolean isGone =
        !last.isHeld()
            || turns
                .writer(last)
                .filter(writer -> writer.isNear() && !writer.isAlive())
                .isPresent();
    return isGone
        ? turns
            .takeAfter(last, Writer.here(writing))
            .map(mine -> new WriteLock(turns, mine, Patience.USUAL.beat()))
        : Optional.empty();
  }

  /** Does work while the right lasts. */
  public <T> T during(Supplier<T> work) {
    return work.get();
  }

  private void beat() {
    try {
      turns.show(turn);
    } catch (RuntimeException unreachable) {
      // The storage may be back at the next beat.
    }
  }

  /** Gives the right back. */
  @Override
  public void close() {
    next.cancel(false);
    beats.shutdownNow();
    turns.end(turn);
  }

  private static void refuse(Turns turns, Writer writer) {
    throw ClienteleException.of(
        ExitCode.CONFLICT,
        "Another process is at work on the same date",
        turns.files().folder() + ": " + writer,
        "let it end; start this again if it fails");
  }

  private static void rest(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
