package io.clientele.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clientele.prediction.BetaGeometric;
import io.clientele.prediction.PurchaseFits;
import io.clientele.prediction.PurchaseGroup;
import io.clientele.prediction.PurchaseHistories;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentModels;
import io.clientele.settings.LifecycleMethod;
import io.clientele.settings.SourcesSettings;
import io.clientele.testing.SeasonalShop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop of four years with a peak, from its lines to its predictions and stages. */
class SeasonalShopTest {
  private static final LocalDate DATE = LocalDate.parse("2023-10-20");
  private static final LocalDate LATER = LocalDate.parse("2023-10-31");

  @TempDir private static Path folder;
  private static Optional<ShopRuns> runs = Optional.empty();
  private static Optional<OracleHistory> history = Optional.empty();

  /** Each purchase day is an order or two, all worth something. */
  private static List<OracleRow> lines() {
    List<OracleRow> lines = new ArrayList<>();
    SeasonalShop shop = SeasonalShop.Plan.of(SeasonalShop::peak).draw(31, 350);
    for (int customer = 0; customer < shop.purchases().size(); customer++) {
      for (LocalDate day : shop.purchases().get(customer)) {
        int orders = day.getDayOfMonth() % 9 == 0 ? 2 : 1;
        for (int order = 0; order < orders; order++) {
          lines.add(
              OracleRow.of(
                  "order_id",
                  "o" + lines.size(),
                  "customer_id",
                  "c" + customer,
                  "ordered_at",
                  day + " 1" + order + ":00:00",
                  "quantity",
                  "1",
                  "unit_price",
                  "1" + customer % 7 + ".5" + day.getDayOfMonth() % 10));
        }
      }
    }
    return lines;
  }

  @BeforeAll
  static void labelTheShop() {
    OracleShop.Raw raw = new OracleShop.Raw(lines(), List.of(), List.of());
    SourceFiles.write(raw, folder, 3);
    ShopFixture fixture =
        ShopFixture.under(folder)
            .withLifecycle(LifecycleMethod.MODEL)
            .withSources(
                sources ->
                    new SourcesSettings(sources.orders(), Optional.empty(), Optional.empty()));
    ShopRuns jobs = new ShopRuns(fixture);
    jobs.ingest(LATER);
    jobs.label(DATE);
    jobs.label(LATER);
    OracleHistory own = new OracleHistory(OracleShop.of(raw, fixture.settings()));
    own.label(DATE);
    own.label(LATER);
    runs = Optional.of(jobs);
    history = Optional.of(own);
  }

  private static OracleHistory own() {
    return history.orElseThrow();
  }

  private static JsonNode model() throws IOException {
    for (OracleCells row : runs.orElseThrow().rows(SegmentModels.SCHEMA)) {
      if (row.text("family").equals("prediction")) {
        return new JsonMapper().readTree(row.text("parameters"));
      }
    }
    throw new AssertionError("No model of prediction");
  }

  @Test
  void theSeasonIsThatOfEveryCustomerAndDay() throws IOException {
    OracleSeason season = new OracleSeason(own().shop(), DATE);
    List<PurchaseGroup> groups = new ArrayList<>();
    // The largest and smallest hundredth count as the customers beside them.
    List<Long> sorted =
        season.purchaseDays().stream().map(days -> days.size() - 1L).sorted().toList();
    int edge = Math.max(2, sorted.size() / 100 + 1);
    long most = sorted.get(sorted.size() - edge);
    for (NavigableSet<LocalDate> days : season.purchaseDays()) {
      groups.add(
          new PurchaseGroup(
              Math.min(days.size() - 1L, most),
              (int) ChronoUnit.DAYS.between(days.first(), days.last()),
              (int) ChronoUnit.DAYS.between(days.first(), DATE),
              1));
    }
    BetaGeometric fit = PurchaseFits.betaGeometric(PurchaseHistories.of(groups)).model();
    season.expect(
        new OraclePrediction(
            "{\"purchases\":{\"model\":\"bg-nbd\",\"r\":%s,\"alpha\":%s,\"a\":%s,\"b\":%s}}"
                .formatted(fit.r(), fit.alpha(), fit.a(), fit.b()),
            DATE));
    JsonNode found = model().get("season");

    assertThat(found.get("origin").asText()).isEqualTo("ESTIMATED");
    assertThat(found.get("years").asInt()).isEqualTo(season.years()).isEqualTo(3);
    assertThat(found.get("k").asInt()).isEqualTo(season.prior());
    assertThat(found.get("gain").asDouble())
        .isGreaterThan(5)
        .isCloseTo(season.gain(season.prior()), withPercentage(1e-6));
    double[] weeks = season.season(season.prior(), -1);
    for (int week = 0; week < 52; week++) {
      assertThat(found.get("weeks").get(week).asDouble())
          .as("week %d", week)
          .isEqualTo(weeks[week], offset(1e-6));
    }
  }

  @Test
  void predictionsAreThoseOfOperationalTimeOnTheFitDateAndAfter() {
    ShopAgreement agreement = new ShopAgreement(runs.orElseThrow(), own());
    agreement.requireFeatures(DATE);
    agreement.requirePredictions(DATE);
    agreement.requirePredictions(LATER);
  }

  @Test
  void stagesAreByTheProbabilityThatFallsWithEveryDay() {
    new ShopAgreement(runs.orElseThrow(), own()).requireStagesByModel(DATE);
    assertThat(
            runs.orElseThrow().rows(CustomerSegments.SCHEMA, DATE).stream()
                .map(row -> row.text(CustomerSegments.LIFECYCLE))
                .distinct())
        .containsExactlyInAnyOrder("Just Ordered", "Active", "Slipping Away", "Lost");
  }
}
