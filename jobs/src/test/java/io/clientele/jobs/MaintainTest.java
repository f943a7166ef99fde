package io.clientele.jobs;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Runs;
import io.clientele.schema.SegmentModels;
import io.clientele.schema.SegmentTransitions;
import io.clientele.schema.TableColumn;
import io.clientele.table.Size;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command maintain, and what comes after it. */
class MaintainTest {
  private static final String KEPT = "segment_date in (DATE'2025-01-31', DATE'2025-03-02')";

  private final Path folder;
  private final JobShop shop;

  MaintainTest(@TempDir Path folder) {
    this.folder = folder;
    this.shop = new JobShop(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"delta", "parquet"})
  void oldDatesGoAndTheOthersStayAsTheyWere(String format) {
    shop.with("warehouse.format", format);
    label("2025-01-30", "anna Active");
    label("2025-01-31", "anna Lost", "bert Active");
    label("2025-03-01", "anna Active", "bert Lost");
    label("2025-03-02", "anna Active", "bert Lost", "cleo Active");
    shop.with("maintenance.retention.customer-segments.days", "1");
    shop.with("maintenance.retention.customer-segments.months", "3");
    shop.with("maintenance.vacuum-hours", "0");
    shop.with("maintenance.allow-short-vacuum", "true");
    List<String> kept = shop.rows(CustomerSegments.SCHEMA, KEPT);
    List<String> transitions = shop.rows(SegmentTransitions.SCHEMA);
    Map<String, Long> files = files();
    List<Foreseen> plan = Maintain.plan(shop.asOf("2025-03-02"));
    assertThat(files()).isEqualTo(files);

    List<Maintained> done = maintain("2025-03-02");

    assertThat(done)
        .extracting(Maintained::plan)
        .isEqualTo(plan.stream().map(Foreseen::plan).toList());
    assertThat(done)
        .extracting(one -> one.plan().table().name() + " " + one.plan().dropped())
        .containsExactly(
            "customer_segments [2025-01-30, 2025-03-01]", "segment_transitions []", "runs []");
    assertThat(shop.rows(CustomerSegments.SCHEMA)).isEqualTo(kept).hasSize(5);
    assertThat(shop.rows(SegmentTransitions.SCHEMA)).isEqualTo(transitions);
    Maintained segments = done.get(0);
    assertThat(segments.freed().files()).isPositive();
    assertThat(segments.freed())
        .isEqualTo(segments.plan().gone())
        .isEqualTo(data(files, "customer_segments").minus(data(files(), "customer_segments")));
    assertThat(segments.after().stored()).isEqualTo(data(files(), "customer_segments"));
    assertThatAnotherFreesNothingMore();
  }

  private void assertThatAnotherFreesNothingMore() {
    assertThat(maintain("2025-03-02"))
        .allSatisfy(
            again -> {
              assertThat(again.plan().dropped()).isEmpty();
              assertThat(again.freed()).isEqualTo(Size.NONE);
            });
    assertThat(shop.rows(Runs.SCHEMA, "command = 'maintain' and status = 'succeeded'")).hasSize(2);
    assertThat(CompleteDates.of(shop.tables()).dates())
        .containsExactly(LocalDate.parse("2025-01-31"), LocalDate.parse("2025-03-02"));
  }

  /** 2025-03-01 and what was 30 days before would be looked at if they were there. */
  @Test
  void laterDatesDoNotLookAtADroppedOne() {
    label("2025-01-31", "anna Active");
    label("2025-03-01", "anna Lost");
    label("2025-03-31", "anna Active");
    shop.with("maintenance.retention.customer-segments.days", "1");
    shop.with("maintenance.retention.customer-segments.months", "0");
    maintain("2025-03-31");

    label("2025-04-01", "anna Lost");

    assertThat(compared("2025-03-31"))
        .containsExactly("30 days 2025-03-01", "previous run 2025-03-01");
    assertThat(compared("2025-04-01")).containsExactly("previous run 2025-03-31");
    assertThat(labels("2025-04-01")).containsExactly("anna Lost before Active since 2025-04-01");
    label("2025-03-15", "anna Lost");
    assertThat(labels("2025-03-15")).containsExactly("anna Lost before null since null");
    label("2025-03-16", "anna Active");
    assertThat(labels("2025-03-16")).containsExactly("anna Active before Lost since 2025-03-16");
  }

  /** Only what the log of runs says tells an empty date of Delta from one that was dropped. */
  @ParameterizedTest
  @ValueSource(strings = {"delta", "parquet"})
  void aDateWithoutCustomersStaysComplete(String format) {
    shop.with("warehouse.format", format);
    label("2025-03-01");
    label("2025-03-02", "anna Active");

    assertThat(compared("2025-03-02")).containsExactly("previous run 2025-03-01");
  }

  @Test
  void aWholeRunAfterwardsUsesItsModels() {
    shop.with("families.prediction.enabled", "false").with("families.clusters.enabled", "false");
    shop.does("run", "2025-02-27");
    shop.does("run", "2025-02-28");
    for (String table :
        List.of(
            "customer-segments",
            "customer-features",
            "rejected-rows",
            "segment-summary",
            "segment-transitions",
            "segment-validity")) {
      shop.with("maintenance.retention." + table + ".days", "1");
    }
    List<String> models = shop.rows(SegmentModels.SCHEMA);

    List<Maintained> done = maintain("2025-02-28");

    assertThat(done)
        .extracting(one -> one.plan().table().name() + " " + one.plan().dropped().size())
        .containsExactly(
            "customer_segments 1",
            "segment_summary 1",
            "segment_transitions 1",
            "customer_features 1",
            "segment_models 0",
            "rejected_rows 1",
            "runs 0",
            "orders 0");
    assertThat(shop.rows(SegmentModels.SCHEMA)).isEqualTo(models).isNotEmpty();
    shop.does("segments", "2025-02-28");
    assertThat(shop.rows(SegmentModels.SCHEMA)).isEqualTo(models);
  }

  @Test
  void aWrongPlaceIsNotTakenForATidyOne() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> shop.does("maintain", "2025-03-31"))
          .isInstanceOfSatisfying(
              ClienteleException.class,
              told -> assertThat(told.exitCode()).isEqualTo(ExitCode.INPUT))
          .hasMessage(
              """
              There is nothing in this warehouse
                where: table file:%s/warehouse/orders
                mend:  correct warehouse.path and warehouse.format, or run the command run first"""
                  .formatted(folder));
    }
  }

  private List<Maintained> maintain(String date) {
    List<Maintained> done = new ArrayList<>();
    new Recorded(Commands.MAINTAIN, List.of(new Maintain(done::add))).run(shop.asOf(date));
    return done;
  }

  private List<String> compared(String date) {
    return shop
        .tables()
        .read(SegmentTransitions.SCHEMA)
        .filter("segment_date = DATE'" + date + "'")
        .selectExpr("concat_ws(' ', horizon, compared_date)")
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private List<String> labels(String date) {
    return shop
        .tables()
        .read(CustomerSegments.SCHEMA)
        .filter("segment_date = DATE'" + date + "'")
        .selectExpr(
            "concat_ws(' ', customer_id, lifecycle, 'before', coalesce(lifecycle_previous, 'null'),"
                + " 'since', coalesce(cast(lifecycle_changed_at as string), 'null'))")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  /** Labels customers as the job does, without computing them. */
  private void label(String date, String... customers) {
    Job labelling =
        run -> {
          CompleteDates dates = CompleteDates.of(run.tables());
          Dataset<Row> labelled =
              labelled(customers).withColumn(CustomerSegments.SEGMENT_DATE, lit(run.asOf()));
          run.tables()
              .replaceDate(
                  CustomerSegments.SCHEMA,
                  run.asOf(),
                  new PreviousLabels(run, dates).with(labelled));
          run.tables()
              .replaceDate(
                  SegmentTransitions.SCHEMA,
                  run.asOf(),
                  new Transitions(run, dates).of(labelled.withColumn("net_revenue", lit(1))));
          return report(customers.length);
        };
    new Recorded(Commands.SEGMENTS, List.of(labelling)).run(shop.asOf(date));
  }

  private static RunReport report(int customers) {
    if (customers == 0) {
      return RunReport.empty();
    }
    OptionalDouble unknown = OptionalDouble.empty();
    RunReport.SegmentLine base =
        new RunReport.SegmentLine(
            Summary.BASE, "all", OptionalLong.of(customers), unknown, unknown);
    return new RunReport(List.of(), List.of(base), Map.of(), List.of(), List.of(), Map.of());
  }

  private static Dataset<Row> labelled(String... customers) {
    List<Row> rows =
        Arrays.stream(customers)
            .map(customer -> customer.split(" ", -1))
            .map(words -> RowFactory.create(words[0], words[1]))
            .toList();
    StructType type =
        new StructType()
            .add(CustomerSegments.CUSTOMER_ID, "string")
            .add(CustomerSegments.LIFECYCLE, "string");
    Map<String, Column> absent = new LinkedHashMap<>();
    for (TableColumn column : CustomerSegments.SCHEMA.columns()) {
      absent.put(column.name(), lit(null));
    }
    absent.keySet().removeAll(Arrays.asList(type.fieldNames()));
    PreviousLabels.LABELS.forEach(
        label -> absent.keySet().removeAll(List.of(label + "_previous", label + "_changed_at")));
    return LocalSpark.session().createDataFrame(rows, type).coalesce(1).withColumns(absent);
  }

  private Map<String, Long> files() {
    try (Stream<Path> files = Files.walk(folder.resolve("warehouse"))) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  file -> folder.resolve("warehouse").relativize(file).toString(),
                  file -> file.toFile().length()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Size data(Map<String, Long> files, String table) {
    List<Long> lengths =
        files.entrySet().stream()
            .filter(file -> file.getKey().startsWith(table + "/"))
            .filter(file -> file.getKey().endsWith(".parquet"))
            .filter(file -> !file.getKey().contains("_delta_log"))
            .map(Map.Entry::getValue)
            .toList();
    return new Size(lengths.size(), lengths.stream().mapToLong(Long::longValue).sum());
  }
}
