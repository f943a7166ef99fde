package io.clientele.jobs;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;

import io.clientele.schema.TableSchema;
import io.clientele.table.Tables;
import io.clientele.table.Upkeep;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** A warehouse of which one call fails. */
final class FaultyTables implements Tables {
  private final Tables tables;
  private final Optional<Fault> fault;
  private final List<Call> calls = new ArrayList<>();

  FaultyTables(Tables tables, Optional<Fault> fault) {
    this.tables = tables;
    this.fault = fault;
  }

  /** When a call fails. */
  enum Moment {
    /** Nothing of it is done. */
    BEFORE,
    /** All rows but the last are written. */
    AMID,
    /** All of it is done, and nobody is told. */
    AFTER;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What goes wrong.
   *
   * @param call number of the call, from 0
   * @param moment when
   */
  record Fault(int call, Moment moment) {}

  /**
   * A call.
   *
   * @param name what was called, and for which table
   * @param moments when it can fail with different effects
   */
  record Call(String name, List<Moment> moments) {

    /** Returns whether it changes anything. */
    boolean writes() {
      return moments.size() > 1;
    }
  }

  /** What was thrown. */
  static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Thrown(String message) {
      super(message);
    }
  }

  /** Returns the calls so far. */
  List<Call> calls() {
    return List.copyOf(calls);
  }

  @Override
  public Dataset<Row> read(TableSchema table) {
    return looked("read " + table.name(), () -> tables.read(table));
  }

  @Override
  public List<LocalDate> dates(TableSchema table) {
    return looked("dates " + table.name(), () -> tables.dates(table));
  }

  @Override
  public long replaceDate(TableSchema table, LocalDate date, Dataset<Row> rows) {
    return wrote("replaceDate " + table.name(), rows, it -> tables.replaceDate(table, date, it));
  }

  @Override
  public long rewriteDate(TableSchema table, LocalDate date, Dataset<Row> rows) {
    throw new AssertionError("for forgetting alone");
  }

  @Override
  public Dataset<Row> apart(Dataset<Row> rows, Column isLikelyReplaced) {
    return tables.apart(rows, isLikelyReplaced);
  }

  @Override
  public long replaceAll(TableSchema table, Dataset<Row> rows) {
    return wrote("replaceAll " + table.name(), rows, it -> tables.replaceAll(table, it));
  }

  @Override
  public long replaceKeys(
      TableSchema table, List<String> keys, Dataset<Row> gone, Dataset<Row> rows, String version) {
    return wrote(
        "replaceKeys " + table.name(),
        rows,
        it -> tables.replaceKeys(table, keys, gone, it, version));
  }

  @Override
  public boolean holds(TableSchema table, String version) {
    return looked("holds " + table.name(), () -> tables.holds(table, version));
  }

  @Override
  public void append(TableSchema table, Dataset<Row> rows) {
    wrote(
        "append " + table.name(),
        rows,
        it -> {
          tables.append(table, it);
          return 1L;
        });
  }

  @Override
  public void complete(LocalDate date) {
    done(
        "complete",
        List.of(Moment.BEFORE, Moment.AFTER),
        () -> {
          tables.complete(date);
          return date;
        });
  }

  @Override
  public void republish() {
    throw new AssertionError("for upkeep alone");
  }

  @Override
  public void republishAlone() {
    throw new AssertionError("for forgetting alone");
  }

  @Override
  public Upkeep upkeep(TableSchema table) {
    throw new AssertionError("for upkeep alone");
  }

  @Override
  public Set<LocalDate> unfinished() {
    return tables.unfinished();
  }

  @Override
  public String location(TableSchema table) {
    return looked("location " + table.name(), () -> tables.location(table));
  }

  @Override
  public String version(TableSchema table) {
    return looked("version " + table.name(), () -> tables.version(table));
  }

  private <T> T looked(String name, Supplier<T> call) {
    return done(name, List.of(Moment.BEFORE), call);
  }

  private long wrote(String name, Dataset<Row> rows, Function<Dataset<Row>, Long> call) {
    Dataset<Row> written = isDue(Moment.AMID, calls.size()) ? breaking(rows, name) : rows;
    return done(name, List.of(Moment.values()), () -> call.apply(written));
  }

  private <T> T done(String name, List<Moment> moments, Supplier<T> call) {
    int number = calls.size();
    calls.add(new Call(name, moments));
    if (isDue(Moment.BEFORE, number)) {
      throw new Thrown(Moment.BEFORE.word() + " " + name);
    }
    T result = call.get();
    if (isDue(Moment.AFTER, number)) {
      throw new Thrown(Moment.AFTER.word() + " " + name);
    }
    return result;
  }

  private boolean isDue(Moment moment, int number) {
    return fault.filter(due -> due.equals(new Fault(number, moment))).isPresent();
  }

  /** All rows, and one that cannot be computed. */
  private static Dataset<Row> breaking(Dataset<Row> rows, String name) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      // Each of them, for a column may be left out.
      Column value = raise_error(lit("amid " + name));
      columns.add(value.cast(field.dataType()).as(field.name()));
    }
    return rows.union(rows.sparkSession().range(1).toDF().select(columns.toArray(Column[]::new)));
  }
}
