package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.Orders;
import io.clientele.schema.Runs;
import io.clientele.settings.Settings;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose features the job computes, and what it says when it computes everybody's. */
class FeaturesScopeTest {
  private static final String BEFORE = "2025-03-30";

  /** A return of 2025-03-01 leaves the last 30 days. */
  private static final String DATE = "2025-03-31";

  private static final String UNKNOWN =
      everybody("it is not recorded what those of 2025-03-30 come from");

  private final JobShop shop;

  FeaturesScopeTest(@TempDir Path folder) {
    this.shop = new JobShop(folder).with("quality.max-customer-share", "1");
  }

  private void ingestAll() {
    shop.does("ingest", BEFORE);
    new IngestRows(shop).full().write();
  }

  @Test
  void carriesOverWhatCannotDiffer() {
    shop.with("warehouse.format", "delta");
    ingestAll();
    assertThat(shop.does("features", BEFORE).notes())
        .containsExactly(
            "Features were computed for every customer: there are none of an earlier date.");
    mark(BEFORE);

    assertThat(shop.does("features", DATE).notes())
        .containsExactly(
            "Features of 1 of 5 customers were computed, the others carried over from 2025-03-30.");
    assertThat(ages(DATE))
        .containsExactly(
            "anna 1003 11 149",
            "bert 1001 330 330",
            "cleo 1 32 32",
            "dora 1002 44 75",
            "emil 1000 null null");

    bringsInLateAndFutureLines();
    assertThat(shop.does("features", "2025-04-01").notes())
        .containsExactly(
            "Features of 1 of 5 customers were computed, the others carried over from 2025-03-31.");
    assertThat(ages("2025-04-01"))
        .containsExactly(
            "anna 1003 12 150",
            "bert 2 89 331",
            "cleo 1 33 33",
            "dora 1002 45 76",
            "emil 1000 null null");
    assertThat(
            texts(
                shop.tables().read(Runs.SCHEMA).filter("command = 'features'"),
                "concat_ws(' ', segment_date, status, get_json_object(input_versions, '$.ingest'))"))
        .containsExactlyInAnyOrder(
            "2025-03-30 succeeded 1", "2025-03-31 succeeded 1", "2025-04-01 succeeded 3");
  }

  /** The third ingest, after one that found nothing. */
  private void bringsInLateAndFutureLines() {
    List<String> later = new ArrayList<>(JobShop.LINES);
    later.add("12,bert,2025-01-02,20.00");
    later.add("13,dora,2025-04-20,4.00");
    shop.orders(later);
    shop.does("ingest", DATE);
    new IngestRows(shop)
        .full()
        .unchanged()
        .incremental(2)
        .changing("bert", Optional.empty())
        .changing("dora", Optional.of(LocalDate.parse("2025-04-20")))
        .write();
  }

  @Test
  void computesEverybodyWhereMuchMayDiffer() {
    ingestAll();
    assertThat(sentence(BEFORE)).isEqualTo(everybody("there are none of an earlier date"));
    shop.does("features", BEFORE);

    assertThat(sentence("2025-04-30"))
        .isEqualTo(everybody("3 of 5 customers may differ from 2025-03-30"));
    assertThat(sentence("2025-05-01"))
        .isEqualTo(
            everybody("the newest of an earlier date are of 2025-03-30, more than 31 days before"));

    shop.with("families.rfm.enabled", "false");
    assertThat(sentence(DATE))
        .isEqualTo(everybody("the configuration has changed since 2025-03-30"));
    shop.with("families.rfm.enabled", "true");
    assertThat(sentence(DATE)).startsWith("Features of 1 of 5 customers");

    rewriteRuns(runs -> runs.withColumn(Runs.VERSION, expr("'0.0.9'")));
    assertThat(sentence(DATE))
        .isEqualTo(everybody("those of 2025-03-30 were computed by version 0.0.9"));
  }

  @Test
  void computesEverybodyWhereIngestsDoNotTellWhatHasChanged() {
    shop.does("ingest", BEFORE);
    IngestRows ingests = new IngestRows(shop).full().unchanged();
    ingests.write();
    shop.does("features", BEFORE);

    ingests.incremental(1).changing("bert", Optional.empty()).write();
    assertThat(sentence(DATE)).isEqualTo(everybody("2 of 5 customers may differ from 2025-03-30"));
    ingests.changing("bert", Optional.empty()).write();
    assertThat(sentence(DATE))
        .isEqualTo(
            everybody(
                "not all customers that ingest 3 has changed are recorded, since those of 2025-03-30"));

    new IngestRows(shop).full().unchanged().forgotten().unchanged().write();
    assertThat(sentence(DATE))
        .isEqualTo(everybody("ingest 3 is not recorded any more, since those of 2025-03-30"));
    new IngestRows(shop).full().unchanged().full().unchanged().write();
    assertThat(sentence(DATE))
        .isEqualTo(everybody("ingest 3 has read the whole source, since those of 2025-03-30"));
    new IngestRows(shop).full().write();
    assertThat(sentence(DATE))
        .isEqualTo(
            everybody(
                "those were computed from ingest 2, and the newest is 1, since those of 2025-03-30"));

    shop.tables().replaceAll(Orders.SCHEMA, kept(shop.tables().read(Orders.SCHEMA).limit(3)));
    assertThat(sentence(DATE))
        .isEqualTo(everybody("the input tables are not as a recorded ingest left them"));
  }

  @Test
  void knowsWhatFeaturesComeFromByTheNewestRunThatMayHaveWrittenThem() {
    ingestAll();
    shop.does("features", BEFORE);

    isRecorded(refusal(ExitCode.QUALITY));
    assertThat(sentence(DATE)).startsWith("Features of 1 of 5 customers");
    isRecorded(refusal(ExitCode.INPUT));
    assertThat(sentence(DATE)).isEqualTo(UNKNOWN);
    isRecorded(new Features(), refusal(ExitCode.INPUT));
    assertThat(sentence(DATE)).startsWith("Features of 1 of 5 customers");
    // Runs that were at work at the same time.
    rewriteRuns(runs -> runs.withColumn(Runs.STARTED_AT, expr("started_at - INTERVAL 1 HOUR")));
    assertThat(sentence(DATE)).isEqualTo(UNKNOWN);
  }

  @Test
  void tellsOfOtherFeaturesBeforeItReplacesThem() {
    ingestAll();
    String configuration = shop.settings().fingerprint(Settings.WHOLE);
    shop.does("features", BEFORE);
    shop.does("features", BEFORE);
    shop.with("families.rfm.enabled", "false");
    shop.does("features", BEFORE);
    shop.does("features", BEFORE);
    assertThat(statuses())
        .containsExactly("succeeded 0", "succeeded 0", "started -", "succeeded 0", "succeeded 0");

    shop.with("families.rfm.enabled", "true");
    // As if that had been killed after it wrote the features.
    rewriteRuns(
        runs -> runs.filter("status = 'started' or config_hash = '%s'".formatted(configuration)));
    assertThat(statuses()).containsExactly("succeeded 0", "succeeded 0", "started -");
    assertThat(sentence(DATE)).isEqualTo(UNKNOWN);
    RunHistory.Entry newest = RunHistory.of(shop.tables()).newest(day(BEFORE)).orElseThrow();
    assertThat(newest.ending()).isEqualTo(new RunHistory.Ending(true, 0, 0));
  }

  private void isRecorded(Job... jobs) {
    assertThatThrownBy(() -> new Recorded("run", List.of(jobs)).run(shop.asOf(BEFORE)))
        .isInstanceOf(ClienteleException.class);
  }

  private static Job refusal(ExitCode code) {
    return run -> {
      throw ClienteleException.of(code, "No", "here", "try again");
    };
  }

  private String sentence(String date) {
    Run run = shop.asOf(date);
    try (FeaturesScope scope = FeaturesDecision.of(run).scope(new Stages(run))) {
      return scope.sentence(5);
    }
  }

  private static String everybody(String reason) {
    return "Features were computed for every customer: " + reason + ".";
  }

  /** Adds 1000 orders to everybody in what is stored of a date. */
  private void mark(String date) {
    Dataset<Row> stored =
        Features.stored(shop.asOf(date), day(date))
            .withColumn(CustomerFeatures.ORDERS, col(CustomerFeatures.ORDERS).plus(1000));
    shop.tables().replaceDate(CustomerFeatures.SCHEMA, day(date), kept(stored));
  }

  private void rewriteRuns(UnaryOperator<Dataset<Row>> change) {
    Dataset<Row> runs = change.apply(shop.tables().read(Runs.SCHEMA));
    shop.tables().replaceAll(Runs.SCHEMA, kept(runs));
  }

  private static Dataset<Row> kept(Dataset<Row> rows) {
    return LocalSpark.session().createDataFrame(rows.collectAsList(), rows.schema());
  }

  private List<String> ages(String date) {
    return texts(
        Features.stored(shop.asOf(date), day(date)).orderBy(CustomerFeatures.CUSTOMER_ID),
        "concat_ws(' ', customer_id, orders, coalesce(string(recency_days), 'null'),"
            + " coalesce(string(tenure_days), 'null'))");
  }

  private List<String> statuses() {
    return texts(
        shop.tables().read(Runs.SCHEMA).filter("command = 'features'").orderBy(Runs.FINISHED_AT),
        "concat(status, ' ', coalesce(string(exit_code), '-'))");
  }

  private static List<String> texts(Dataset<Row> rows, String text) {
    return rows.selectExpr(text).collectAsList().stream()
        .map(row -> row.getString(0))
        .collect(Collectors.toList());
  }

  private static LocalDate day(String date) {
    return LocalDate.parse(date);
  }
}
