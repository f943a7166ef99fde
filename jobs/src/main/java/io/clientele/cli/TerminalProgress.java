package io.clientele.cli;

import io.clientele.jobs.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Progress for somebody watching: a line that counts the seconds of the stage at work, and a
 * lasting line for each that ended.
 */
final class TerminalProgress implements Progress, AutoCloseable {
  private static final long SECOND = 1000;
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream stream;
  private final LongSupplier nanos;
  private final Timer ticker = new Timer("progress", true);
  private final Deque<Began> open = new ArrayDeque<>();

  private TerminalProgress(PrintStream stream, LongSupplier nanos) {
    this.stream = stream;
    this.nanos = nanos;
  }

  /** Starts to show progress; closing it takes the live line away. */
  static TerminalProgress on(PrintStream stream) {
    TerminalProgress progress = counting(stream, System::nanoTime);
    TimerTask tick =
        new TimerTask() {
          @Override
          public void run() {
            progress.tick();
          }
        };
    progress.ticker.schedule(tick, SECOND, SECOND);
    return progress;
  }

  /** Shows progress by a clock given, without ticking of its own. */
  static TerminalProgress counting(PrintStream stream, LongSupplier nanos) {
    return new TerminalProgress(stream, nanos);
  }

  @Override
  public synchronized void began(String stage) {
    open.push(new Began(stage, nanos.getAsLong()));
    tick();
  }

  @Override
  public synchronized void ended(String stage, OptionalLong rows, Duration duration) {
    open.removeIf(began -> began.stage().equals(stage));
    String counted = rows.isPresent() ? Numbers.whole(rows.getAsLong()) + " rows" : "";
    String line = String.format("  %-30s %20s %10s", stage, counted, Numbers.seconds(duration));
    stream.print(ERASE + line + "\n");
    tick();
  }

  @Override
  public synchronized void noted(String sentence) {
    stream.print(ERASE + "  note: " + sentence + "\n");
    tick();
  }

  @Override
  public synchronized void close() {
    ticker.cancel();
    open.clear();
    stream.print(ERASE);
    stream.flush();
  }

  /** Draws the live line anew. */
  synchronized void tick() {
    Began began = open.peek();
    if (began != null) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - began.nanos());
      stream.print(ERASE + "  " + began.stage() + " ... " + seconds + " s");
      stream.flush();
    }
  }

  private record Began(String stage, long nanos) {}
}
