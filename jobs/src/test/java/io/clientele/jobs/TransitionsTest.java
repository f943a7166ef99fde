package io.clientele.jobs;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentTransitions;
import io.clientele.schema.TableColumn;
import io.clientele.testing.LocalSpark;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who went where between dates. */
class TransitionsTest {
  private final JobShop shop;

  TransitionsTest(@TempDir Path folder) {
    this.shop = new JobShop(folder);
  }

  @Test
  void everyWayIsCountedOverEachHorizon() {
    label("2025-01-01", "anna 5 Active", "bert 7 Active", "emil 2 Active");
    label("2025-02-28", "anna 6 Active", "bert 7 Slipping", "cleo 1 Active", "gone 4 Lost");
    label("2025-04-01", "anna 9 Active", "bert 7 Lost", "cleo 1 Active", "dora 3 Active");

    // 90 days before is 2025-01-01; 30 days before is 03-02, and 02-28 is within the week.
    assertThat(transitions("2025-04-01"))
        .containsExactlyInAnyOrder(
            "previous run 2025-02-28 Active -> Active 2 10.00 0",
            "previous run 2025-02-28 Slipping -> Lost 1 7.00 0",
            "previous run 2025-02-28 Lost -> no longer a customer 1 null 0",
            "previous run 2025-02-28 not yet a customer -> Active 1 3.00 0",
            "30 days 2025-02-28 Active -> Active 2 10.00 null",
            "30 days 2025-02-28 Slipping -> Lost 1 7.00 null",
            "30 days 2025-02-28 Lost -> no longer a customer 1 null null",
            "30 days 2025-02-28 not yet a customer -> Active 1 3.00 null",
            "90 days 2025-01-01 Active -> Active 1 9.00 null",
            "90 days 2025-01-01 Active -> Lost 1 7.00 null",
            "90 days 2025-01-01 Active -> no longer a customer 1 null null",
            "90 days 2025-01-01 not yet a customer -> Active 2 4.00 null");
    assertThat(transitions("2025-02-28"))
        .containsExactlyInAnyOrder(
            "previous run 2025-01-01 Active -> Active 1 6.00 0",
            "previous run 2025-01-01 Active -> Slipping 1 7.00 0",
            "previous run 2025-01-01 Active -> no longer a customer 1 null 0",
            "previous run 2025-01-01 not yet a customer -> Active 1 1.00 0",
            "previous run 2025-01-01 not yet a customer -> Lost 1 4.00 0");
    assertThat(transitions("2025-01-01")).isEmpty();
  }

  @Test
  void whatMovedCutsDidIsCountedApart() {
    label("2025-01-01", "anna 5 Active", "bert 7 Active", "cleo 1 Active", "dora 1 null");

    // Anna would be Active still; Bert would be Slipping anyway; Cleo too, and is not.
    label("2025-01-02", "anna 5 Lost Active", "bert 7 Lost Slipping", "cleo 1 Active Slipping");

    assertThat(transitions("2025-01-02"))
        .containsExactlyInAnyOrder(
            "previous run 2025-01-01 Active -> Lost 2 12.00 1",
            "previous run 2025-01-01 Active -> Active 1 1.00 0");
  }

  private void label(String date, String... customers) {
    Job labelling =
        run -> {
          Dataset<Row> labelled = labelled(customers);
          run.tables()
              .replaceDate(
                  CustomerSegments.SCHEMA,
                  run.asOf(),
                  labelled.withColumn(CustomerSegments.SEGMENT_DATE, lit(run.asOf())));
          run.tables()
              .replaceDate(
                  SegmentTransitions.SCHEMA,
                  run.asOf(),
                  new Transitions(run, CompleteDates.of(run.tables())).of(labelled));
          return RunReport.empty();
        };
    new Recorded(Commands.SEGMENTS, List.of(labelling)).run(shop.asOf(date));
  }

  private static Dataset<Row> labelled(String... customers) {
    boolean refitted = customers[0].split(" ", -1).length == 4;
    List<Row> rows =
        Arrays.stream(customers)
            .map(customer -> customer.split(" ", -1))
            .map(
                words ->
                    RowFactory.create(
                        words[0],
                        new BigDecimal(words[1]),
                        words[2].replace("null", ""),
                        words[words.length - 1]))
            .toList();
    StructType type =
        new StructType()
            .add("customer_id", "string")
            .add("net_revenue", "decimal(18,2)")
            .add("label", "string")
            .add("unmoved_lifecycle", "string");
    Dataset<Row> labelled =
        LocalSpark.session()
            .createDataFrame(rows, type)
            .selectExpr("*", "nullif(label, '') as lifecycle")
            .drop("label");
    for (TableColumn column : CustomerSegments.SCHEMA.columns()) {
      if (!Arrays.asList(labelled.columns()).contains(column.name())) {
        labelled = labelled.withColumn(column.name(), lit(null));
      }
    }
    return refitted ? labelled : labelled.drop("unmoved_lifecycle");
  }

  private List<String> transitions(String date) {
    return shop
        .tables()
        .read(SegmentTransitions.SCHEMA)
        .filter("segment_date = DATE'" + date + "' and family = 'lifecycle'")
        .collectAsList()
        .stream()
        .map(
            row ->
                "%s %s %s -> %s %s %s %s"
                    .formatted(
                        row.get(2),
                        row.get(3),
                        row.get(4),
                        row.get(5),
                        row.get(6),
                        row.get(7),
                        row.get(8)))
        .toList();
  }
}
