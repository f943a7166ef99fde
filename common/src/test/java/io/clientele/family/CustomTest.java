package io.clientele.family;

import static io.clientele.family.Shopper.DATE;
import static io.clientele.family.Shopper.buyer;
import static io.clientele.family.Shopper.prospect;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.settings.CustomSettings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Who is in a segment of the configuration. */
class CustomTest {
  private static final Dataset<Row> CUSTOMERS =
      Shopper.rows(List.of(buyer("a", 3, 10, 5), buyer("b", 1, 1, 200), prospect("c")));

  @Test
  void thoseThatHoldAreListedByName() {
    Dataset<Row> labelled =
        CUSTOMERS.withColumn("lifecycle", expr("if(orders > 0, 'Lost', 'Prospect')"));
    FittedFamily fitted =
        family(
                "families.custom.segments.often=orders >= 3",
                "families.custom.segments.\"Gone Often\"=often and lifecycle = 'Lost'",
                "families.custom.segments.quiet=not `Gone Often`",
                "families.custom.segments.late=recency_days > 100",
                "families.custom.segments.tier=loyalty <> 'VIP'")
            .fit(labelled, DATE);
    Dataset<Row> assigned = fitted.assign(labelled);

    assertThat(assigned.orderBy("customer_id").select("custom_segments").collectAsList())
        .extracting(row -> row.getList(0))
        .containsExactly(
            List.of("Gone Often", "often"), List.of("late", "quiet"), List.of("quiet"));
    assertThat(fitted.explain(Person.of(assigned.filter("customer_id = 'a'"))))
        .containsExactlyInAnyOrder(
            "Gone Often holds: often and lifecycle = 'Lost'",
            "late does not hold: recency_days > 100",
            "often holds: orders >= 3",
            "quiet does not hold: not `Gone Often`",
            "tier does not hold: loyalty <> 'VIP'");
    assertThat(assigned.columns())
        .containsExactlyElementsOf(
            Stream.concat(Arrays.stream(labelled.columns()), Stream.of("custom_segments"))
                .toList());
  }

  @Test
  void theModelSaysWhatWasMeant() {
    FamilyModel model =
        family("families.custom.segments.often=orders >= 3").fit(CUSTOMERS, DATE).model();

    assertThat(model)
        .isEqualTo(
            new FamilyModel(
                "custom",
                "rules",
                DATE,
                "{\"segments\":[{\"name\":\"often\",\"sql\":\"orders >= 3\"}]}",
                0));
  }

  @Test
  void noSegmentIsNoFamily() {
    assertThat(Families.of(Shopper.settings()))
        .extracting(scheduled -> scheduled.family().name())
        .doesNotContain("custom");
    assertThat(
            Families.of(
                Shopper.settings(
                    "families.custom.segments.often=true", "families.custom.enabled=false")))
        .extracting(scheduled -> scheduled.family().name())
        .doesNotContain("custom");
  }

  private static Custom family(String... keys) {
    CustomSettings settings = Shopper.settings(keys).families().custom();
    return new Custom(settings);
  }
}
