package io.clientele.jobs;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.family.Member;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Runs;
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
  private final Path folder;
  private final JobShop shop;

  MaintainTest(@TempDir Path folder) {
    this.folder = folder;
    this.shop = new JobShop(folder);
  }

  /** Of the last date, which had no customers, only its row in runs tells in Delta. */
  @ParameterizedTest
  @ValueSource(strings = {"delta", "parquet"})
  void oldDatesGoAndTheOthersStayAsTheyWere(String format) {
    shop.with("warehouse.format", format);
    label("2025-02-27", "anna Lost", "bert Active");
    label("2025-03-02", "anna Active", "bert Lost", "cleo Active");
    label("2025-03-03");
    assertThat(complete()).containsExactly("2025-02-27", "2025-03-02", "2025-03-03");
    shop.with("maintenance.retention.customer-segments.days", "1");
    shop.with("maintenance.retention.customer-segments.months", "0");
    shop.with("maintenance.vacuum-hours", "0");
    shop.with("maintenance.allow-short-vacuum", "true");
    List<String> kept = shop.rows(CustomerSegments.SCHEMA, "segment_date = DATE'2025-03-02'");
    Map<String, Long> files = files();
    List<Foreseen> plan = Maintain.plan(shop.asOf("2025-03-02"));
    assertThat(files()).isEqualTo(files);

    List<Maintained> done = maintain("2025-03-02");

    assertThat(done)
        .extracting(Maintained::plan)
        .isEqualTo(plan.stream().map(Foreseen::plan).toList());
    assertThat(done)
        .extracting(one -> one.plan().table().name() + " " + one.plan().dropped())
        .containsExactly("customer_segments [2025-02-27]", "runs []");
    assertThat(shop.rows(CustomerSegments.SCHEMA)).isEqualTo(kept).hasSize(3);
    Maintained segments = done.get(0);
    assertThat(segments.freed().files()).isPositive();
    assertThat(segments.freed())
        .isEqualTo(segments.plan().gone())
        .isEqualTo(data(files, "customer_segments").minus(data(files(), "customer_segments")));
    assertThat(segments.after().stored()).isEqualTo(data(files(), "customer_segments"));
    assertThatAnotherFreesNothingMore();
    assertThat(complete()).containsExactly("2025-03-02", "2025-03-03");
  }

  private void assertThatAnotherFreesNothingMore() {
    assertThat(maintain("2025-03-02"))
        .allSatisfy(
            again -> {
              assertThat(again.plan().dropped()).isEmpty();
              assertThat(again.freed()).isEqualTo(Size.NONE);
            });
    assertThat(shop.rows(Runs.SCHEMA, "command = 'maintain' and status = 'succeeded'")).hasSize(2);
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

  private List<String> complete() {
    return CompleteDates.of(shop.tables()).dates().stream().map(LocalDate::toString).toList();
  }

  /** Writes labels and leaves a row in runs, as the job does. */
  private void label(String date, String... customers) {
    Job labelling =
        run -> {
          run.tables().replaceDate(CustomerSegments.SCHEMA, run.asOf(), labelled(date, customers));
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
        new RunReport.SegmentLine(Member.BASE, "all", OptionalLong.of(customers), unknown, unknown);
    return new RunReport(List.of(), List.of(base), Map.of(), List.of(), List.of(), Map.of());
  }

  private static Dataset<Row> labelled(String date, String... customers) {
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
    absent.put(CustomerSegments.SEGMENT_DATE, lit(date));
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
