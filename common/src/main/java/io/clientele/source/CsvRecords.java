package io.clientele.source;

import io.clientele.source.OpenQuotes.End;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The records of CSV as texts, and what the parser does not tell of the one that was given last. A
 * quoted field may go on in the next lines, where the options say so; where its end does not come,
 * its first line is a record of its own, and no other line is lost.
 */
final class CsvRecords implements Iterator<String> {
  /** A field that goes on for longer is none. */
  private static final int MOST_LETTERS = 1 << 20;

  private final Supplier<@Nullable String> lines;
  private final UnaryOperator<String> bare;
  private final CsvFormat format;
  private final OpenQuotes quotes;
  private final Deque<String> waiting = new ArrayDeque<>();
  private List<String> parts = List.of();
  private String record = "";
  private boolean isOpen;
  private long linesBefore;
  private @Nullable String ahead;

  /**
   * Reads records.
   *
   * @param lines gives the next line, null after the last
   * @param bare takes what ends a line from it
   */
  CsvRecords(Supplier<@Nullable String> lines, UnaryOperator<String> bare, CsvFormat format) {
    this.lines = lines;
    this.bare = bare;
    this.format = format;
    this.quotes = new OpenQuotes(format.spark());
  }

  @Override
  public boolean hasNext() {
    if (ahead == null) {
      ahead = nextLine();
    }
    return ahead != null;
  }

  @Override
  public String next() {
    String first = ahead != null ? ahead : nextLine();
    ahead = null;
    if (first == null) {
      throw new NoSuchElementException();
    }
    linesBefore += parts.size();
    take(List.of(first));
    isOpen = quotes.of(record) == End.OPEN;
    if (isOpen && format.hasLongRecords()) {
      goOn();
    }
    return record;
  }

  /** Returns the record that was given last. */
  String record() {
    return record;
  }

  /** Returns whether it ends inside a quote. */
  boolean isOpen() {
    return isOpen;
  }

  /** Returns the number of its first line; the first of all is 1. */
  long number() {
    return linesBefore + 1;
  }

  /** Lets the first line of the record stand for itself: the others are given anew. */
  void splitLast() {
    if (parts.size() > 1) {
      if (ahead != null) {
        throw new IllegalStateException("a line is given already");
      }
      giveAgain(parts);
      take(List.of(parts.get(0)));
      isOpen = true;
    }
  }

  /** Takes the lines up to the end of the quote; none where it does not come. */
  private void goOn() {
    List<String> taken = new ArrayList<>(parts);
    int letters = 0;
    End end = End.OPEN;
    String next = nextLine();
    while (next != null) {
      taken.add(next);
      letters += next.length();
      end = quotes.inside(next);
      next = end == End.OPEN && letters < MOST_LETTERS ? nextLine() : null;
    }
    if (end == End.CLOSED) {
      take(taken);
      isOpen = false;
    } else {
      giveAgain(taken);
    }
  }

  private void giveAgain(List<String> taken) {
    for (int part = taken.size() - 1; part > 0; part--) {
      waiting.addFirst(taken.get(part));
    }
  }

  private void take(List<String> taken) {
    parts = List.copyOf(taken);
    record = bare.apply(taken.size() == 1 ? taken.get(0) : String.join("", taken));
  }

  private @Nullable String nextLine() {
    return waiting.isEmpty() ? lines.get() : waiting.poll();
  }
}
