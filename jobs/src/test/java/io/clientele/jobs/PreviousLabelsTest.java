package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.schema.CustomerSegments;
import io.clientele.schema.TableColumn;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last different label, over several dates. */
class PreviousLabelsTest {
  private final JobShop shop;

  PreviousLabelsTest(@TempDir Path folder) {
    this.shop = new JobShop(folder);
  }

  @Test
  void aLabelRemembersTheLastDifferentOneAndTheDayOfTheChange() {
    label("2025-01-01", "anna Active", "bert Active", "dora null");
    label("2025-01-02", "anna Active", "bert Lost", "cleo Active", "dora Active");
    label("2025-01-03", "anna Lost", "bert Lost", "cleo Active", "dora null");

    assertThat(labels("2025-01-01"))
        .containsExactly("anna Active null null", "bert Active null null", "dora null null null");
    assertThat(labels("2025-01-02"))
        .containsExactly(
            "anna Active null null",
            "bert Lost Active 2025-01-02",
            "cleo Active null null",
            "dora Active null null");
    assertThat(labels("2025-01-03"))
        .containsExactly(
            "anna Lost Active 2025-01-03",
            "bert Lost Active 2025-01-02",
            "cleo Active null null",
            "dora null null null");
  }

  @Test
  void aDateIsFollowedOnlyWhereItsSegmentsSucceeded() {
    label("2025-01-01", "anna Active");
    Recorded failing =
        new Recorded(
            Commands.SEGMENTS,
            List.of(
                run -> {
                  write(run, "anna Lost");
                  throw new IllegalStateException("after the write");
                }));
    assertThatThrownBy(() -> failing.run(shop.asOf("2025-01-02"))).hasMessage("after the write");
    new Recorded(Commands.FEATURES, List.of(run -> RunReport.empty())).run(shop.asOf("2025-01-03"));

    label("2025-01-04", "anna Active");

    assertThat(labels("2025-01-04")).containsExactly("anna Active null null");
  }

  @Test
  void anEarlierDateRunAgainFollowsWhatWasBeforeIt() {
    label("2025-01-01", "anna Active");
    label("2025-01-02", "anna Lost");
    label("2025-01-03", "anna Slipping");
    label("2025-01-02", "anna Lost");

    assertThat(labels("2025-01-02")).containsExactly("anna Lost Active 2025-01-02");
    assertThat(labels("2025-01-03")).containsExactly("anna Slipping Lost 2025-01-03");
  }

  private void label(String date, String... customers) {
    Job labelling =
        run -> {
          write(run, customers);
          return RunReport.empty();
        };
    new Recorded(Commands.SEGMENTS, List.of(labelling)).run(shop.asOf(date));
  }

  private static void write(Run run, String... customers) {
    List<Row> rows =
        Arrays.stream(customers)
            .map(customer -> customer.split(" ", -1))
            .map(words -> RowFactory.create(words[0], words[1].replace("null", "")))
            .toList();
    StructType type = new StructType().add("customer_id", "string").add("label", "string");
    Dataset<Row> labelled =
        LocalSpark.session()
            .createDataFrame(rows, type)
            .selectExpr(
                "customer_id",
                "nullif(label, '') as lifecycle",
                "'Loyal Customer' as loyalty",
                "cast(null as string) as cluster",
                "'regular' as primary_behaviour",
                "cast(null as string) as rfm_segment",
                "'Average' as price_sensitivity");
    Dataset<Row> all = new PreviousLabels(run, CompleteDates.of(run.tables())).with(labelled);
    List<String> present = Arrays.asList(all.columns());
    for (TableColumn column : CustomerSegments.SCHEMA.columns()) {
      if (!present.contains(column.name())) {
        all = all.withColumn(column.name(), lit(null));
      }
    }
    run.tables()
        .replaceDate(
            CustomerSegments.SCHEMA,
            run.asOf(),
            all.withColumn(CustomerSegments.SEGMENT_DATE, lit(run.asOf())));
  }

  private List<String> labels(String date) {
    List<Row> rows =
        shop.tables()
            .read(CustomerSegments.SCHEMA)
            .filter(col(CustomerSegments.SEGMENT_DATE).equalTo(date))
            .orderBy(CustomerSegments.CUSTOMER_ID)
            .select(
                CustomerSegments.CUSTOMER_ID,
                CustomerSegments.LIFECYCLE,
                CustomerSegments.LIFECYCLE_PREVIOUS,
                CustomerSegments.LIFECYCLE_CHANGED_AT,
                CustomerSegments.LOYALTY_PREVIOUS)
            .collectAsList();
    assertThat(rows).allMatch(row -> row.isNullAt(4));
    return rows.stream()
        .map(row -> row.get(0) + " " + row.get(1) + " " + row.get(2) + " " + row.get(3))
        .toList();
  }
}
