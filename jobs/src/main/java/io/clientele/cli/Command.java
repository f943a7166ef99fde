package io.clientele.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The verbs of the command line. */
public enum Command {
  /** Writes the sample shop. */
  SAMPLE(Needs.NOTHING),
  /** Writes a first configuration for a file of orders. */
  INIT(Needs.NOTHING),
  /** Checks the configuration and the sources' schemas without writing. */
  CHECK(Needs.CONFIGURATION),
  /** Sources to orders. */
  INGEST(Needs.DATE),
  /** Orders to features. */
  FEATURES(Needs.DATE),
  /** Features to segments. */
  SEGMENTS(Needs.DATE),
  /** Segments to what they come to. */
  INSIGHTS(Needs.DATE),
  /** Ingest, features, segments and insights in one session. */
  RUN(Needs.DATE),
  /** The small tables of a day as a page for people. */
  REPORT(Needs.DATE),
  /** Several days, each as run would compute it. */
  BACKFILL(Needs.DATES),
  /** Past segments against what came after. */
  JUDGE(Needs.DATE),
  /** Old dates and unread files out of the warehouse. */
  MAINTAIN(Needs.DATE),
  /** People out of the warehouse. */
  FORGET(Needs.DATE),
  /** Everything that led to one customer's labels. */
  EXPLAIN(Needs.DATE),
  /** Tables to plain files, for tools that do not read the warehouse. */
  EXPORT(Needs.CONFIGURATION);

  private final Needs needs;

  Command(Needs needs) {
    this.needs = needs;
  }

  /** Returns what the user types. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether the command reads a shop's configuration. */
  public boolean readsConfiguration() {
    return needs != Needs.NOTHING;
  }

  /** Returns whether the command works for a segment date. */
  public boolean isDated() {
    return needs == Needs.DATE;
  }

  /** Returns whether the command reads the shop's sources; the others read what ingest wrote. */
  public boolean readsSources() {
    return this == CHECK || this == INGEST || this == RUN || this == BACKFILL;
  }

  /** Returns whether the command fits models, so that a refit can be asked for. */
  public boolean fits() {
    return this == SEGMENTS || this == RUN;
  }

  /** Returns whether what the command would do can be shown without doing it. */
  public boolean canBeShown() {
    return this == BACKFILL || this == MAINTAIN || this == FORGET;
  }

  /**
   * Returns whether the command takes customers: how many to make, or a file of those to forget.
   */
  public boolean takesCustomers() {
    return this == SAMPLE || this == FORGET;
  }

  /** Returns the command a user typed, if it is one. */
  public static Optional<Command> of(String word) {
    return Arrays.stream(values()).filter(command -> command.word().equals(word)).findFirst();
  }

  private enum Needs {
    NOTHING,
    CONFIGURATION,
    DATE,
    DATES
  }
}
