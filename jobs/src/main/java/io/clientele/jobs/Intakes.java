package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.clientele.quality.IdentityLinks;
import io.clientele.quality.IdentityRules;
import io.clientele.quality.RowClass;
import io.clientele.quality.Suppression;
import io.clientele.schema.Customers;
import io.clientele.schema.ForgottenCustomers;
import io.clientele.schema.Identities;
import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.schema.TableSchema;
import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import io.clientele.source.BrokenRows;
import io.clientele.source.SourceChange;
import io.clientele.source.SourceHistory;
import io.clientele.source.SourcePosition;
import io.clientele.table.Tables;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The intake of every source: of what is new since the last ingest where that can be told, else of
 * the whole source.
 */
final class Intakes implements AutoCloseable {
  private static final String FIRST = "nothing was ingested before";

  private final Run run;
  private final SourceHistory history;
  private final OptionalLong read;
  private Suppression suppression;
  private People people;
  private final Map<String, SourcePosition> positions = new LinkedHashMap<>();
  private final Map<String, Intake> intakes = new LinkedHashMap<>();
  private final Map<String, Dataset<Row>> rowsRead = new LinkedHashMap<>();
  private Optional<IngestState> base = Optional.empty();
  private Optional<String> why = Optional.empty();

  private Intakes(Run run, OptionalLong read) {
    this.run = run;
    this.read = read;
    this.suppression =
        Suppression.of(run.tables().read(ForgottenCustomers.SCHEMA), run.settings().quality());
    this.people = People.apart(run, suppression);
    this.history =
        new SourceHistory(run.spark(), (long) run.settings().warehouse().wholeBelowMib() << 20);
  }

  /**
   * Finds out what is new.
   *
   * @param read number of an ingest after which nothing counts as new
   */
  static Intakes of(Run run, OptionalLong read) {
    Intakes intakes = new Intakes(run, read);
    try {
      ShopSources.of(run.settings())
          .forEach(
              source -> intakes.positions.put(source.name(), intakes.history.position(source)));
      intakes.start(new IngestLog(run).newest());
      intakes.add(ShopSources.of(run.settings()));
    } catch (RuntimeException | Error failure) {
      intakes.close();
      throw failure;
    }
    return intakes;
  }

  /** Returns the intakes by the name of the source, in the order to report them. */
  Map<String, Intake> bySource() {
    return intakes;
  }

  /** Returns the ingest that this one goes on from; empty where it starts anew. */
  Optional<IngestState> base() {
    return base;
  }

  /** Returns why a whole source is read; empty where none is. */
  Optional<String> why() {
    return why;
  }

  /**
   * Returns whether that is to be expected: nothing was ingested before, or the source is small.
   */
  boolean isUsual() {
    return why.filter(
            reason -> reason.equals(FIRST) || new SourceChange.Everything(reason).isSmall())
        .isPresent();
  }

  /** Returns whether nothing is new anywhere. */
  boolean isUnchanged() {
    return intakes.values().stream().allMatch(SameRows.class::isInstance);
  }

  /**
   * Returns up to where each source was read. A source that changed while it was read has no
   * position: its next ingest is a whole one.
   */
  Map<String, SourcePosition> readUpTo() {
    Map<String, SourcePosition> read = new HashMap<>();
    for (SourceSettings source : ShopSources.of(run.settings())) {
      SourcePosition position = positions.get(source.name());
      if (position != null && (!isWhole(source.name()) || history.stands(source, position))) {
        read.put(source.name(), position);
      }
    }
    return read;
  }

  /** Returns what is to be said about how the files of the sources were read, sentences. */
  List<String> remarks() {
    return ShopSources.of(run.settings()).stream()
        .flatMap(source -> history.remarks(source).stream())
        .toList();
  }

  /**
   * Returns which of the rows read just now do not fit their files, by the name of the source;
   * nothing is read again where there are none.
   */
  Map<String, BrokenRows> broken(Map<String, ClassTotals> totals) {
    Map<String, BrokenRows> broken = new LinkedHashMap<>();
    rowsRead.forEach(
        (source, rows) -> {
          if (totals.getOrDefault(source, ClassTotals.none()).has(RowClass.BROKEN_ROW)) {
            BrokenRows found = BrokenRows.among(run.spark(), rows);
            if (found.rows() > 0) {
              broken.put(source, found);
            }
          }
        });
    return broken;
  }

  /** Returns what an ingest of this configuration does with the same rows depends on. */
  static IngestState.Made made(Settings settings) {
    return new IngestState.Made(Version.current(), settings.fingerprint(Settings.INGEST));
  }

  @Override
  public void close() {
    intakes.values().forEach(Intake::close);
    people.close();
  }

  private void start(Optional<IngestState> newest) {
    if (newest.isEmpty()) {
      why =
          Optional.of(
              run.tables().version(Orders.SCHEMA).isEmpty()
                  ? FIRST
                  : "the ingest before left no position");
      return;
    }
    IngestState state = newest.get();
    IngestState.Made made = made(run.settings());
    List<TableSchema> changed = IngestLog.changed(run.tables(), state);
    boolean hasRejections = hasRejections(state);
    if (!state.origin().version().equals(made.version())) {
      why = Optional.of("version %s made the last ingest".formatted(state.origin().version()));
    } else if (!state.origin().configuration().equals(made.configuration())) {
      why = Optional.of("the configuration of sources or row rules has changed");
    } else if (!changed.isEmpty()) {
      why =
          Optional.of(
              "table %s is not as the last ingest left it".formatted(changed.get(0).name()));
    } else if (!hasRejections) {
      why = Optional.of("the rejected rows of %s are not there".formatted(state.batch()));
    } else {
      base = newest;
    }
  }

  private boolean hasRejections(IngestState state) {
    Map<String, Long> expected = new HashMap<>();
    state
        .totals()
        .forEach(
            (source, totals) -> {
              if (totals.rejected() > 0) {
                expected.put(source, totals.rejected());
              }
            });
    if (expected.isEmpty()) {
      return true;
    }
    Map<String, Long> found = new HashMap<>();
    run.tables()
        .read(RejectedRows.SCHEMA)
        .filter(col(RejectedRows.INGEST_BATCH).equalTo(lit(state.batch())))
        .groupBy(col(RejectedRows.SOURCE))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> found.put(row.getString(0), row.getLong(1)));
    return found.equals(expected);
  }

  private void add(List<SourceSettings> sources) {
    Map<String, SourceChange> changes = new LinkedHashMap<>();
    sources.forEach(source -> changes.put(source.name(), change(source)));
    boolean isNew = !changes.values().stream().allMatch(SourceChange.Nothing.class::isInstance);
    if (run.settings().joinsPeople() && isNew) {
      // They are small, and who is behind a row depends on all of them.
      Set.of("customers", "identity")
          .forEach(
              name ->
                  changes.computeIfPresent(
                      name, (same, change) -> new SourceChange.Everything("people are joined")));
      // Who is to be forgotten is so under accounts that have become theirs since.
      run.settings().sources().identity().ifPresent(source -> put(source, changes));
      ofForgotten()
          .ifPresent(
              accounts -> {
                suppression = suppression.with(accounts);
                people = People.apart(run, suppression);
                if (areKnown(accounts)) {
                  // What they had before goes too.
                  changes.replaceAll(
                      (source, change) ->
                          new SourceChange.Everything(
                              "an account has become that of a forgotten person"));
                }
              });
      run.settings().sources().customers().ifPresent(source -> put(source, changes));
      people = joined();
    }
    // In the order to report them.
    Map<String, Intake> known = new HashMap<>(intakes);
    intakes.clear();
    for (SourceSettings source : sources) {
      Intake found = known.get(source.name());
      if (found == null) {
        put(source, changes);
      } else {
        intakes.put(source.name(), found);
      }
    }
  }

  private void put(SourceSettings source, Map<String, SourceChange> changes) {
    SourceChange change = changes.getOrDefault(source.name(), new SourceChange.Nothing());
    intakes.put(source.name(), intake(source, change));
  }

  private Optional<Dataset<Row>> ofForgotten() {
    return suppression.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable((WholeIdentity) intakes.get("identity"))
            .map(intake -> IdentityRules.ofForgotten(intake.classified()).localCheckpoint())
            .filter(accounts -> !accounts.isEmpty());
  }

  private boolean areKnown(Dataset<Row> accounts) {
    Dataset<Row> known =
        run.tables().read(Identities.SCHEMA).select(col(Identities.KEY).as("key_customer_id"));
    return !accounts.join(known, new String[] {"key_customer_id"}, "left_semi").isEmpty();
  }

  /** Finds out who is joined with whom, now and, where that has changed, before. */
  private People joined() {
    Tables tables = run.tables();
    Optional<WholeCustomers> customers =
        Optional.ofNullable((WholeCustomers) intakes.get("customers"));
    Optional<Dataset<Row>> identity =
        Optional.ofNullable((WholeIdentity) intakes.get("identity")).map(WholeIdentity::classified);
    Dataset<Row> stored = tables.read(Identities.SCHEMA);
    IdentityLinks now =
        IdentityLinks.of(
            run.settings(), identity, customers.map(WholeCustomers::classified), stored.limit(0));
    customers.ifPresent(intake -> intake.join(now));
    return People.joined(
        run, suppression, now, base.map(state -> IdentityLinks.stored(run.settings(), stored)));
  }

  /** Returns who is known after an ingest; empty where people are not joined. */
  Optional<KnownPeople> knownPeople(long number) {
    Optional<Dataset<Row>> accounts =
        Optional.ofNullable((WholeCustomers) intakes.get("customers"))
            .map(WholeCustomers::accounts);
    return people.now().map(links -> new KnownPeople(run, number, suppression, links, accounts));
  }

  private Intake intake(SourceSettings source, SourceChange change) {
    if (change instanceof SourceChange.Everything everything) {
      return whole(source, everything.reason());
    }
    if (change instanceof SourceChange.Some some) {
      rowsRead.put(source.name(), some.added());
      return more(source, some);
    }
    return people.then().isPresent()
        ? more(source, nothingNew(source))
        : new SameRows(run, totals(source.name()), source.name(), base);
  }

  /** No row is new, but some may be somebody else's. */
  private SourceChange.Some nothingNew(SourceSettings source) {
    Dataset<Row> rows =
        history.rows(source, positions.getOrDefault(source.name(), new SourcePosition(Map.of())));
    return new SourceChange.Some(rows.limit(0), Optional.empty(), rows, rows);
  }

  private SourceChange change(SourceSettings source) {
    if (base.isEmpty()) {
      return new SourceChange.Everything(why.orElse(FIRST));
    }
    if (read.equals(OptionalLong.of(base.get().number()))) {
      return new SourceChange.Nothing();
    }
    SourcePosition then = base.get().positions().get(source.name());
    SourcePosition now = positions.get(source.name());
    if (then == null || now == null) {
      return new SourceChange.Everything(
          "source %s changed while it was read".formatted(source.name()));
    }
    return history.since(source, then, now);
  }

  private Intake more(SourceSettings source, SourceChange.Some some) {
    IngestState state = base.orElseThrow();
    return switch (source.name()) {
      case "orders" -> new MoreOrders(run, some, state, people);
      case "events" ->
          new MoreEvents(
              run, source, some.each(rows -> people.marked(rows, source)), state, people);
      default -> whole(source, "source %s has changed".formatted(source.name()));
    };
  }

  private Intake whole(SourceSettings source, String reason) {
    SourcePosition at = positions.getOrDefault(source.name(), new SourcePosition(Map.of()));
    Dataset<Row> read = history.rows(source, at);
    rowsRead.put(source.name(), read);
    return switch (source.name()) {
      case "orders" -> because(reason, new WholeOrders(run, people.ofOrders(read)));
      case "events" ->
          because(reason, new WholeEvents(run, source, people.marked(read, source), people));
      case "identity" -> new WholeIdentity(run, source, people.marked(read, source));
      default ->
          new WholeCustomers(
              run,
              source,
              people.marked(read, source),
              base.map(known -> run.tables().read(Customers.SCHEMA)));
    };
  }

  private Intake because(String reason, Intake intake) {
    why = why.or(() -> Optional.of(reason));
    return intake;
  }

  private boolean isWhole(String source) {
    Intake intake = intakes.get(source);
    return intake instanceof WholeOrders
        || intake instanceof WholeEvents
        || intake instanceof WholeCustomers
        || intake instanceof WholeIdentity;
  }

  private ClassTotals totals(String source) {
    return base.map(state -> state.totals().getOrDefault(source, ClassTotals.none()))
        .orElse(ClassTotals.none());
  }
}
