package io.clientele.quality;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.settings.QualitySettings;
import io.clientele.settings.SourceSettings;
import io.clientele.testing.LocalSpark;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which row of an account counts. */
class IdentityRulesTest {
  private static final QualitySettings QUALITY =
      new QualitySettings(
          0,
          OptionalInt.empty(),
          Set.of(),
          Set.of("guest"),
          Set.of("customer_id"),
          LocalDate.EPOCH,
          90,
          1);

  @Test
  void theNewestRowOfAnAccountCountsWhereItNamesOnePerson() {
    assertThat(
            classified(
                "a1|P1|2025-01-01",
                "a1|P2|2025-02-01",
                "a1|P2|2025-02-01",
                " a1 |P3|no time",
                "b1|P1|2025-02-01",
                "b1|P2|2025-02-01",
                "b1|P9|2024-02-01",
                "c1||2025-02-01",
                "|P1|2025-02-01",
                "GUEST|P1|",
                "7.41099E+12|P1|",
                "e1|Guest|",
                "guest:0123456789abcdef|P1|",
                "guest:0123456789abcde|P1|",
                "d1|d1|"))
        .containsExactlyInAnyOrder(
            "a1 P1 superseded",
            "a1 P2 accepted",
            "a1 P2 superseded",
            "a1 P3 superseded",
            "b1 P1 two persons",
            "b1 P2 two persons",
            "b1 P9 superseded",
            "c1 null no person id",
            "null P1 no customer id",
            "null P1 no customer id",
            "7.41099E+12 P1 id in scientific notation",
            "e1 null no person id",
            "guest:0123456789abcdef P1 id of a guest",
            "guest:0123456789abcde P1 accepted",
            "d1 d1 accepted");
  }

  @Test
  void withoutTimesAllRowsAreAsNew() {
    assertThat(classified("a1|P1|", "a1|P2|", "b1|P1|", "b1|P1|"))
        .containsExactlyInAnyOrder(
            "a1 P1 two persons", "a1 P2 two persons", "b1 P1 accepted", "b1 P1 superseded");
  }

  private static List<String> classified(String... rows) {
    StructType texts = new StructType();
    for (String name : List.of("customer_id", "person_id", "valid_from")) {
      texts = texts.add(name, DataTypes.StringType);
    }
    Dataset<Row> mapped =
        LocalSpark.session()
            .createDataFrame(Stream.of(rows).map(IdentityRulesTest::row).toList(), texts)
            .withColumn("kept", lit(true))
            .withColumn("source_row", struct(lit(1).as("x")))
            .withColumn("broken", lit(null).cast("string"));
    Map<String, String> columns = Map.of("customer_id", "c", "person_id", "p", "valid_from", "v");
    SourceSettings source =
        new SourceSettings(
            "identity",
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            columns,
            Map.of());
    return new IdentityRules(source, QUALITY)
            .classified(mapped)
            .select("key_customer_id", "key_person_id", "row_class")
            .collectAsList()
            .stream()
            .map(row -> row.mkString(" "))
            .toList();
  }

  private static Row row(String text) {
    String[] values = text.split("[|]", -1);
    return RowFactory.create(Stream.of(values).map(IdentityRulesTest::known).toArray());
  }

  private static @Nullable String known(String value) {
    return value.isEmpty() ? null : value;
  }
}
