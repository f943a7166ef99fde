package io.clientele.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import io.clientele.quality.EventRules;
import io.clientele.schema.ChangedCustomers;
import io.clientele.schema.Sessions;
import io.clientele.settings.SourceSettings;
import io.clientele.source.SourceChange;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * What is new in the events source. Visits with new events are added to; visits that lost some are
 * looked up anew in the whole source.
 */
final class MoreEvents implements Intake {
  private static final String OWNER = "owner";
  private static final List<String> VISIT =
      List.of(Sessions.CUSTOMER_ID, Sessions.SESSION_ID, Sessions.EVENT_DATE);

  private final Run run;
  private final SourceSettings source;
  private final EventRules rules;
  private final People people;
  private final SourceChange.Some change;
  private final IngestState state;
  private final Dataset<Row> added;
  private final Optional<Dataset<Row>> removed;
  private final ClassTotals coming;
  private final ClassTotals lost;

  MoreEvents(
      Run run, SourceSettings source, SourceChange.Some change, IngestState state, People people) {
    this.run = run;
    this.people = people;
    this.source = source;
    this.rules = new EventRules(source, run.settings().quality());
    this.change = change;
    this.state = state;
    this.added = kept(change.added());
    this.removed = change.removed().map(this::kept);
    this.coming = WholeEvents.totals(rules, added, change.added());
    this.lost =
        removed
            .map(parts -> WholeEvents.totals(rules, parts, change.removed().orElseThrow()))
            .orElse(ClassTotals.none());
  }

  @Override
  public ClassTotals totals() {
    return state.totals().getOrDefault("events", ClassTotals.none()).plus(coming).minus(lost);
  }

  @Override
  public List<TableChange> changes() {
    Dataset<Row> visits = visits();
    boolean isJoined = people.now().isPresent();
    String account = isJoined ? Sessions.SOURCE_CUSTOMER_ID : Sessions.CUSTOMER_ID;
    TableChange.Gone gone =
        new TableChange.Gone(
            List.of(account, Sessions.SESSION_ID, Sessions.EVENT_DATE),
            visits.withColumnRenamed(Sessions.CUSTOMER_ID, account));
    return List.of(
        TableChange.part(
            Sessions.SCHEMA, people.ofSessions(sessions(visits).drop("row_class")), gone));
  }

  /** The visits known so far, by account, and whose they were. */
  private Dataset<Row> known() {
    return run.tables()
        .read(Sessions.SCHEMA)
        .withColumn(OWNER, col(Sessions.CUSTOMER_ID))
        .withColumn(
            Sessions.CUSTOMER_ID,
            coalesce(col(Sessions.SOURCE_CUSTOMER_ID), col(Sessions.CUSTOMER_ID)))
        .drop(Sessions.SOURCE_CUSTOMER_ID);
  }

  @Override
  public Optional<Dataset<Row>> rejected() {
    Dataset<Row> before = Refusals.before(run, state, "events");
    Dataset<Row> more = coming.rejected() > 0 ? before.union(refused(change.added())) : before;
    return Optional.of(
        lost.rejected() > 0 ? more.exceptAll(refused(change.removed().orElseThrow())) : more);
  }

  @Override
  public Dataset<Row> shown() {
    return Refusals.shown(source, rules.classified(change.added()))
        .union(Refusals.shown(Refusals.before(run, state, source.name())));
  }

  private Dataset<Row> refused(Dataset<Row> mapped) {
    return Refusals.of("events", rules.classified(mapped));
  }

  @Override
  public Optional<Dataset<Row>> changed() {
    Dataset<Row> visits = visits();
    Dataset<Row> ofPeople = people.ofSessions(visits);
    if (people.then().isPresent()) {
      // Who had them before has lost them.
      Dataset<Row> before =
          of(visits, known()).select(col(OWNER).as(Sessions.CUSTOMER_ID), col(Sessions.EVENT_DATE));
      ofPeople = ofPeople.select(Sessions.CUSTOMER_ID, Sessions.EVENT_DATE).union(before);
    }
    return Optional.of(
        ofPeople
            .groupBy(col(Sessions.CUSTOMER_ID))
            .agg(min(col(Sessions.EVENT_DATE)).as(ChangedCustomers.SINCE)));
  }

  @Override
  public void close() {
    added.unpersist();
    removed.ifPresent(Dataset::unpersist);
  }

  private Dataset<Row> visits() {
    Column[] key = VISIT.stream().map(name -> col(name)).toArray(Column[]::new);
    Dataset<Row> touched = rules.sessions(added).select(key);
    Dataset<Row> all =
        removed.map(rows -> touched.union(rules.sessions(rows).select(key))).orElse(touched);
    return people
        .touchedAccounts()
        .map(
            accounts ->
                all.union(
                    known()
                        .join(accounts, new String[] {Sessions.CUSTOMER_ID}, "left_semi")
                        .select(key)))
        .orElse(all)
        .distinct();
  }

  private Dataset<Row> sessions(Dataset<Row> visits) {
    if (removed.isPresent()) {
      return rules.sessions(of(visits, rules.parts(rules.classified(change.after()))));
    }
    Dataset<Row> known = of(visits, known().drop(OWNER));
    Column[] key = VISIT.stream().map(name -> col(name)).toArray(Column[]::new);
    return known
        .unionByName(rules.sessions(added).drop("row_class"))
        .groupBy(key)
        .agg(
            min(col(Sessions.FIRST_EVENT_AT)).as(Sessions.FIRST_EVENT_AT),
            min(col(Sessions.FIRST_CART_AT)).as(Sessions.FIRST_CART_AT),
            max(col(Sessions.LAST_CART_AT)).as(Sessions.LAST_CART_AT),
            sum(col(Sessions.EVENTS)).as(Sessions.EVENTS));
  }

  /** Only the rows of some visits; visits without a session id have null there. */
  private static Dataset<Row> of(Dataset<Row> visits, Dataset<Row> rows) {
    Column same =
        VISIT.stream()
            .map(name -> rows.col(name).eqNullSafe(visits.col(name)))
            .reduce(Column::and)
            .orElseThrow();
    return rows.join(visits, same, "left_semi");
  }

  private Dataset<Row> kept(Dataset<Row> mapped) {
    return rules.parts(rules.classified(mapped)).persist(StorageLevel.MEMORY_AND_DISK());
  }
}
