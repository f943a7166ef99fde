package io.clientele.jobs;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.SegmentSummary;
import io.clientele.schema.TableColumn;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments are told in the order people expect, whatever the order of the rows. */
class SegmentLinesTest {
  private static final List<String> EXPECTED =
      List.of(
          "base/all/100",
          "base/guests/-1",
          "lifecycle/Just Ordered/1",
          "lifecycle/Active/2",
          "lifecycle/Slipping Away/3",
          "lifecycle/Lost/4",
          "lifecycle/Prospect/90",
          "loyalty/VIP/1",
          "loyalty/Frequent Buyer/2",
          "loyalty/Loyal Customer/3",
          "loyalty/One Time Buyer/4",
          "loyalty/Prospect/90",
          "cluster/Regular/60",
          "cluster/Champion/20",
          "cluster/Dormant/20",
          "ready_made/new_customers/1",
          "ready_made/recent_buyers_30d/2",
          "ready_made/recent_buyers_90d/3",
          "ready_made/non_buyers_30d/4",
          "ready_made/non_buyers_90d/5",
          "ready_made/frequent_buyers/6",
          "ready_made/lapsed_customers/7",
          "primary_behaviour/cart_abandoner/1",
          "primary_behaviour/high_spender/2",
          "primary_behaviour/one_time/3",
          "primary_behaviour/regular/2",
          "behaviour/high_spender/2",
          "behaviour/cart_abandoner/1",
          "behaviour/inactive/9",
          "rfm/Champions/1",
          "rfm/Loyal Customers/2",
          "rfm/At Risk/5",
          "rfm/Lost/3",
          "price_sensitivity/Cheaper/1",
          "price_sensitivity/Average/8",
          "price_sensitivity/Expensive/2");

  @TempDir private Path folder = Path.of("");

  @Test
  void linesComeByFamilyThenByStageTierFlagOrSize() {
    Run run = new JobShop(folder).asOf("2025-03-31");
    List<String> shuffled = new ArrayList<>(EXPECTED);
    Collections.shuffle(shuffled, new Random(7));
    run.tables().replaceDate(SegmentSummary.SCHEMA, run.asOf(), summary(run, shuffled));

    List<RunReport.SegmentLine> lines = new SegmentLines(run).read();

    assertThat(
            lines.stream()
                .map(
                    line ->
                        line.family() + "/" + line.segment() + "/" + line.customers().orElse(-1)))
        .isEqualTo(EXPECTED);
    assertThat(lines.get(1))
        .isEqualTo(
            new RunReport.SegmentLine(
                "base",
                "guests",
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(0.25)));
  }

  @Test
  void otherDatesAreNotTold() {
    JobShop shop = new JobShop(folder);
    Run run = shop.asOf("2025-03-31");
    run.tables().replaceDate(SegmentSummary.SCHEMA, run.asOf(), summary(run, EXPECTED));

    assertThat(new SegmentLines(shop.asOf("2025-03-30")).read()).isEmpty();
  }

  private static Dataset<Row> summary(Run run, List<String> segments) {
    List<Row> rows =
        segments.stream()
            .map(segment -> segment.split("/", -1))
            .map(words -> RowFactory.create(words[0], words[1], Long.valueOf(words[2])))
            .toList();
    StructType type =
        new StructType().add("family", "string").add("segment", "string").add("people", "long");
    Dataset<Row> result =
        LocalSpark.session()
            .createDataFrame(rows, type)
            .selectExpr(
                "family",
                "segment",
                "if(people < 0, null, people) as customers",
                "0.25 as revenue_share")
            .withColumn(SegmentSummary.SEGMENT_DATE, lit(run.asOf()));
    List<String> present = Arrays.asList(result.columns());
    for (TableColumn column : SegmentSummary.SCHEMA.columns()) {
      if (!present.contains(column.name())) {
        result = result.withColumn(column.name(), lit(null));
      }
    }
    return result;
  }
}
