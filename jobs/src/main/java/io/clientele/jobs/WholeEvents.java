package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import io.clientele.quality.EventRules;
import io.clientele.quality.RowClass;
import io.clientele.schema.Sessions;
import io.clientele.settings.SourceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** The events source, read from the start. */
final class WholeEvents implements Intake {
  private static final int MOST_WORDS = 100;

  private final SourceSettings source;
  private final EventRules rules;
  private final People people;
  private final Dataset<Row> mapped;
  private final Dataset<Row> parts;

  WholeEvents(Run run, SourceSettings source, Dataset<Row> mapped, People people) {
    this.people = people;
    this.source = source;
    this.rules = new EventRules(source, run.settings().quality());
    this.mapped = mapped;
    this.parts = rules.parts(rules.classified(mapped)).persist(StorageLevel.MEMORY_AND_DISK());
  }

  @Override
  public ClassTotals totals() {
    return totals(rules, parts, mapped);
  }

  /** Counts the events of parts by row class and by type; of unknown types the most used ones. */
  static ClassTotals totals(EventRules rules, Dataset<Row> parts, Dataset<Row> mapped) {
    List<Column> counts = new ArrayList<>();
    counts.add(sum(col(Sessions.EVENTS)).as("lines"));
    EventRules.TYPES.forEach(
        type -> counts.add(sum(col(EventRules.countOf(type))).as(EventRules.countOf(type))));
    List<Row> rows =
        parts
            .groupBy(col("row_class"))
            .agg(counts.get(0), counts.subList(1, counts.size()).toArray(Column[]::new))
            .collectAsList();
    ClassTotals classes = ClassTotals.of(rows);
    Map<Word, ClassTotals.Sums> words = new TreeMap<>();
    for (Row row : rows) {
      for (String type : EventRules.TYPES) {
        long events = row.getLong(row.fieldIndex(EventRules.countOf(type)));
        words.merge(
            new Word("event_type", type), ClassTotals.Sums.ofLines(events), ClassTotals.Sums::plus);
      }
    }
    if (classes.classes().containsKey(RowClass.UNKNOWN_EVENT_TYPE)) {
      rules
          .unknownWords(rules.classified(mapped))
          .limit(MOST_WORDS)
          .collectAsList()
          .forEach(
              row ->
                  words.put(
                      new Word("event_type", row.getString(0)),
                      ClassTotals.Sums.ofLines(row.getLong(1))));
    }
    return new ClassTotals(classes.classes(), words, Map.of());
  }

  @Override
  public List<TableChange> changes() {
    return List.of(
        TableChange.whole(
            Sessions.SCHEMA, people.ofSessions(rules.sessions(parts).drop("row_class"))));
  }

  @Override
  public Optional<Dataset<Row>> rejected() {
    return Optional.of(Refusals.of("events", rules.classified(mapped)));
  }

  @Override
  public Dataset<Row> shown() {
    return Refusals.shown(source, rules.classified(mapped));
  }

  @Override
  public Optional<Dataset<Row>> changed() {
    return Optional.empty();
  }

  @Override
  public void close() {
    parts.unpersist();
  }
}
