package io.clientele.oracle;

import io.clientele.jobs.Commands;
import io.clientele.jobs.Job;
import io.clientele.jobs.Progress;
import io.clientele.jobs.Report;
import io.clientele.jobs.Run;
import io.clientele.jobs.RunReport;
import io.clientele.schema.TableSchema;
import io.clientele.settings.Settings;
import io.clientele.table.Storage;
import io.clientele.table.Tables;
import io.clientele.testing.LocalSpark;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/** The jobs run over a shop's sources, and the tables they left. */
final class ShopRuns {
  private final Settings settings;
  private final Tables tables;

  ShopRuns(ShopFixture fixture) {
    this(fixture.settings());
  }

  ShopRuns(Settings settings) {
    this.settings = settings;
    this.tables = Storage.open(LocalSpark.session(), settings.warehouse(), settings.money());
  }

  RunReport ingest(LocalDate date) {
    return run(Commands.INGEST, date);
  }

  /** Computes features and segments of a day. */
  void label(LocalDate date) {
    features(date);
    segments(date);
  }

  void features(LocalDate date) {
    run(Commands.FEATURES, date);
  }

  void segments(LocalDate date) {
    run(Commands.SEGMENTS, date);
  }

  void insights(LocalDate date) {
    run(Commands.INSIGHTS, date);
  }

  /** Writes the report of a day, and returns where it is. */
  String report(LocalDate date) {
    return Report.write(
        new Run(settings, LocalSpark.session(), tables, date, Run.Fitting.WHEN_DUE, new Silence()));
  }

  RunReport judge(LocalDate date) {
    return run(Commands.JUDGE, date);
  }

  private RunReport run(String command, LocalDate date) {
    return run(Commands.job(command).orElseThrow(), date);
  }

  RunReport run(Job job, LocalDate date) {
    return job.run(
        new Run(settings, LocalSpark.session(), tables, date, Run.Fitting.WHEN_DUE, new Silence()));
  }

  /** Returns a whole table. */
  List<OracleCells> rows(TableSchema table) {
    return cells(table(table));
  }

  /** Returns a whole table as Spark reads it. */
  Dataset<Row> table(TableSchema table) {
    return tables.read(table);
  }

  static List<OracleCells> cells(Dataset<Row> table) {
    List<OracleCells> rows = new ArrayList<>();
    for (Row row : table.collectAsList()) {
      OracleCells cells = new OracleCells();
      for (int i = 0; i < row.length(); i++) {
        cells.put(
            row.schema().fields()[i].name(),
            row.get(i) instanceof Seq<?> ? row.getList(i) : value(row.get(i)));
      }
      rows.add(cells);
    }
    return rows;
  }

  /** Returns one date of a partitioned table. */
  List<OracleCells> rows(TableSchema table, LocalDate date) {
    String partition = table.partition().orElseThrow();
    return rows(table).stream().filter(row -> date.equals(row.get(partition))).toList();
  }

  @SuppressWarnings("JavaUtilDate") // Spark rows hold the old classes.
  private static @Nullable Object value(@Nullable Object value) {
    if (value instanceof java.sql.Date day) {
      return day.toLocalDate();
    }
    return value instanceof java.sql.Timestamp at ? at.toInstant() : value;
  }

  private static final class Silence implements Progress {
    @Override
    public void began(String stage) {}

    @Override
    public void ended(String stage, OptionalLong rows, Duration duration) {}

    @Override
    public void noted(String sentence) {}
  }
}
