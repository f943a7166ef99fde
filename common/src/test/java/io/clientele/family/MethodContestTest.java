package io.clientele.family;

import static io.clientele.family.Shopper.DATE;
import static io.clientele.family.Shopper.buyer;
import static io.clientele.family.Shopper.prospect;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.clientele.schema.CustomerFeatures;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.LifecycleMethod;
import io.clientele.testing.LocalSpark;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** The methods of lifecycle on a shop's past, counted again over plain collections. */
class MethodContestTest {
  private static final List<String> STAGES =
      List.of("Just Ordered", "Active", "Slipping Away", "Lost");
  private static final int DAYS = 700;

  /** Each buys at a pace of their own until they leave. */
  private static Map<String, NavigableSet<LocalDate>> paced() {
    Random random = new Random(3);
    Map<String, NavigableSet<LocalDate>> shop = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      NavigableSet<LocalDate> days = new TreeSet<>();
      double gap = i % 2 == 0 ? 12 : 70;
      double at = random.nextInt(DAYS / 2);
      do {
        days.add(DATE.minusDays(DAYS - (long) at));
        at += gap * (0.5 + random.nextDouble());
      } while (at < DAYS && random.nextDouble() > gap / 500);
      shop.put("c" + i, days);
    }
    return shop;
  }

  /** All come in weeks of daily purchases, a good while apart: their own gaps tell nothing. */
  private static Map<String, NavigableSet<LocalDate>> inBursts() {
    Random random = new Random(4);
    Map<String, NavigableSet<LocalDate>> shop = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      NavigableSet<LocalDate> days = new TreeSet<>();
      int at = random.nextInt(DAYS / 2);
      do {
        int length = random.nextInt(2) == 0 ? 2 : 9;
        for (int day = 0; day < length && at + day < DAYS; day++) {
          days.add(DATE.minusDays(DAYS - (long) at - day));
        }
        at += 20 + random.nextInt(100);
      } while (at < DAYS && random.nextDouble() > 0.3);
      shop.put("c" + i, days);
    }
    return shop;
  }

  private static Dataset<Row> purchaseDays(Map<String, NavigableSet<LocalDate>> shop) {
    List<Row> rows = new ArrayList<>();
    shop.forEach(
        (id, days) -> days.forEach(day -> rows.add(RowFactory.create(id, day, days.lower(day)))));
    return LocalSpark.session()
        .createDataFrame(
            rows,
            new StructType()
                .add("customer_id", "string")
                .add("day", "date")
                .add("day_before", "date"));
  }

  /** The features of a date, from plain collections. */
  private static List<Shopper> features(Map<String, NavigableSet<LocalDate>> shop, LocalDate date) {
    List<Shopper> features = new ArrayList<>();
    shop.forEach(
        (id, all) -> {
          NavigableSet<LocalDate> days = new TreeSet<>(all.headSet(date, true));
          if (!days.isEmpty()) {
            long since = date.toEpochDay();
            BigDecimal logs = BigDecimal.ZERO;
            BigDecimal logSquares = BigDecimal.ZERO;
            long squares = 0;
            for (LocalDate day : days.tailSet(days.first(), false)) {
              long gap = day.toEpochDay() - before(days, day).toEpochDay();
              double log = Math.log((double) gap);
              logs = logs.add(digits(log));
              logSquares = logSquares.add(digits(log * log));
              squares += gap * gap;
            }
            features.add(
                buyer(id, days.size(), 1, 0)
                    .with(CustomerFeatures.FIRST_ORDER_DATE, days.first())
                    .with(CustomerFeatures.LAST_ORDER_DATE, days.last())
                    .with(CustomerFeatures.RECENCY_DAYS, (int) (since - days.last().toEpochDay()))
                    .with(CustomerFeatures.TENURE_DAYS, (int) (since - days.first().toEpochDay()))
                    .with(CustomerFeatures.GAP_SQUARE_SUM, squares)
                    .with(CustomerFeatures.GAP_LOG_SUM, logs)
                    .with(CustomerFeatures.GAP_LOG_SQUARE_SUM, logSquares));
          }
        });
    return features;
  }

  private static LocalDate before(NavigableSet<LocalDate> days, LocalDate day) {
    LocalDate before = days.lower(day);
    return before == null ? day : before;
  }

  private static BigDecimal digits(double number) {
    return BigDecimal.valueOf(number).setScale(12, RoundingMode.HALF_UP);
  }

  private static FittedFamily fitted(Map<String, NavigableSet<LocalDate>> shop, String... keys) {
    return fitted(shop, DATE, keys);
  }

  private static FittedFamily fitted(
      Map<String, NavigableSet<LocalDate>> shop, LocalDate date, String... keys) {
    return new Lifecycle(Shopper.settings(keys).families())
        .fit(
            FitBase.of(Shopper.rows(features(shop, date))).withPurchaseDays(purchaseDays(shop)),
            date);
  }

  private static MethodChoice choice(FittedFamily fitted) {
    MethodChoice choice = ModelJson.read(fitted.model(), Lifecycle.Parameters.class).choice();
    if (choice == null) {
      throw new AssertionError("No choice in " + fitted.model());
    }
    return choice;
  }

  @Test
  void everyCandidateIsJudgedAsAPersonWould() {
    Map<String, NavigableSet<LocalDate>> shop = paced();
    MethodChoice choice =
        choice(fitted(shop, "families.lifecycle.method=auto", "families.prediction.enabled=false"));

    assertThat(choice.horizonDays()).isEqualTo(90);
    assertThat(choice.dates())
        .containsExactly(
            "2024-12-31", "2024-10-02", "2024-07-04", "2024-04-05", "2024-01-06", "2023-10-08");
    assertThat(choice.candidates())
        .extracting(MethodChoice.Candidate::method)
        .containsExactly("rhythm", "shop", "fixed");
    for (MethodChoice.Candidate candidate : choice.candidates()) {
      LifecycleMethod method = LifecycleMethod.valueOf(candidate.method().toUpperCase(Locale.ROOT));
      double sum = 0;
      boolean falls = true;
      for (String date : choice.dates()) {
        StagesSeen seen =
            seen(shop, LocalDate.parse(date), method, "families.prediction.enabled=false");
        sum += seen.pairs();
        falls &= seen.falls();
      }
      assertThat(candidate.auc())
          .as(candidate.method())
          .isEqualTo(sum / choice.dates().size(), offset(1e-9));
      assertThat(candidate.falls()).as(candidate.method()).isEqualTo(falls);
    }
  }

  /** As the families label one date after the other. */
  private static StagesSeen seen(
      Map<String, NavigableSet<LocalDate>> shop,
      LocalDate date,
      LifecycleMethod method,
      String... keys) {
    FamiliesSettings families = Shopper.settings(keys).families();
    Dataset<Row> rows = Shopper.rows(features(shop, date));
    if (families.prediction().enabled()) {
      rows = new Prediction(families).fit(FitBase.of(rows), date).assign(rows);
    }
    Map<String, String> stages = new HashMap<>();
    new Lifecycle(families.with(method))
        .fit(FitBase.of(rows), date)
        .assign(rows)
        .select("customer_id", "lifecycle")
        .collectAsList()
        .forEach(row -> stages.put(row.getString(0), row.getString(1)));
    StagesSeen seen = new StagesSeen(new ArrayList<>(), new ArrayList<>());
    stages.forEach(
        (id, stage) -> {
          seen.stages().add(STAGES.indexOf(stage));
          seen.returned()
              .add(
                  !Objects.requireNonNull(shop.get(id))
                      .subSet(date, false, date.plusDays(90), true)
                      .isEmpty());
        });
    return seen;
  }

  @Test
  void datesTogetherAreLabelledAsTheFamiliesLabelEach() {
    Map<String, NavigableSet<LocalDate>> shop = paced();
    for (String[] keys :
        new String[][] {
          predicted(),
          predicted("families.prediction.method=mbg-nbd"),
          predicted("families.prediction.season=[4,1,1,1,1,1,1,1,1,1,2,4]"),
          predicted("families.fit-limit=120"),
          predicted("families.lifecycle.model.cuts=probability")
        }) {
      MethodChoice choice = choice(fitted(shop, keys));

      assertThat(choice.candidates())
          .extracting(MethodChoice.Candidate::method)
          .containsExactly("rhythm", "shop", "model", "fixed");
      for (MethodChoice.Candidate candidate : choice.candidates()) {
        LifecycleMethod method =
            LifecycleMethod.valueOf(candidate.method().toUpperCase(Locale.ROOT));
        double sum = 0;
        boolean falls = true;
        for (String date : choice.dates()) {
          StagesSeen seen = seen(shop, LocalDate.parse(date), method, keys);
          sum += seen.pairs();
          falls &= seen.falls();
        }
        assertThat(candidate.auc())
            .as(candidate.method() + " with " + List.of(keys))
            .isEqualTo(sum / choice.dates().size(), offset(1e-9));
        assertThat(candidate.falls()).isEqualTo(falls);
      }
    }
  }

  private static String[] predicted(String... keys) {
    return Stream.concat(
            Stream.of(
                "families.lifecycle.method=auto",
                "families.prediction.min-customers=50",
                "families.prediction.min-repeat-customers=20"),
            Stream.of(keys))
        .toArray(String[]::new);
  }

  @Test
  void whatSparkIsAskedForDoesNotGrowWithTheDates() throws TimeoutException {
    Map<String, NavigableSet<LocalDate>> shop = paced();
    LocalDate soon = DATE.minusDays(250);

    assertThat(dates(shop, DATE)).isEqualTo(6);
    assertThat(dates(shop, soon)).isEqualTo(4);
    // The gaps of today; and of the dates: gaps, histories, mean probability, stages.
    assertThat(CountedExecutions.of(() -> fitted(shop, DATE, predicted()))).isEqualTo(5);
    assertThat(CountedExecutions.of(() -> fitted(shop, soon, predicted()))).isEqualTo(5);
  }

  private static int dates(Map<String, NavigableSet<LocalDate>> shop, LocalDate date) {
    return choice(fitted(shop, date, predicted())).dates().size();
  }

  @Test
  void thePastDecidesAndItIsOneDecisionAQuarter() {
    FittedFamily fitted = fitted(inBursts(), "families.lifecycle.method=auto");
    MethodChoice choice = choice(fitted);

    assertThat(choice.method()).isNotEqualTo("rhythm");
    assertThat(fitted.model().model()).isEqualTo(choice.method());
    assertThat(fitted.notes())
        .first()
        .asString()
        .startsWith("families.lifecycle.method = auto: stages are by " + choice.method());

    Lifecycle lifecycle =
        new Lifecycle(Shopper.settings("families.lifecycle.method=auto").families());
    Dataset<Row> unread =
        purchaseDays(inBursts()).withColumn("day", raise_error(lit("was read")).cast("date"));
    FitBase base = FitBase.of(Shopper.rows(features(inBursts(), DATE))).withPurchaseDays(unread);
    Standing standing = new Standing(fitted.model(), Standing.Change.LIMITED);
    FittedFamily again = lifecycle.refit(base, DATE.minusDays(1), standing);
    assertThat(choice(again)).as("the same quarter").isEqualTo(choice);

    FitBase known =
        FitBase.of(Shopper.rows(features(inBursts(), DATE)))
            .withPurchaseDays(purchaseDays(inBursts()));
    assertThat(choice(lifecycle.refit(known, DATE.plusDays(1), standing)).decidedOn())
        .as("the next one")
        .isEqualTo(DATE.plusDays(1).toString());
    assertThat(
            choice(
                    lifecycle.refit(
                        known,
                        DATE.minusDays(1),
                        new Standing(fitted.model(), Standing.Change.ANY)))
                .decidedOn())
        .as("asked for")
        .isEqualTo(DATE.minusDays(1).toString());
  }

  @Test
  void aYoungShopIsNotJudgedAndItsPastIsNotRead() {
    Dataset<Row> unread =
        purchaseDays(paced()).withColumn("day", raise_error(lit("was read")).cast("date"));
    List<Shopper> shoppers = new ArrayList<>(List.of(prospect("p")));
    for (int i = 0; i < 60; i++) {
      shoppers.add(buyer("b" + i, 3, 20, i));
    }
    FittedFamily fitted =
        new Lifecycle(Shopper.settings("families.lifecycle.method=auto").families())
            .fit(FitBase.of(Shopper.rows(shoppers)).withPurchaseDays(unread), DATE);

    assertThat(fitted.model().model()).isEqualTo("rhythm");
    assertThat(choice(fitted).dates()).isEmpty();
    assertThat(fitted.notes()).first().asString().contains("fewer than 3 dates to judge by");
  }

  @Test
  void aMethodThatIsGivenStaysAndReadsNoPast() {
    Dataset<Row> unread =
        purchaseDays(paced()).withColumn("day", raise_error(lit("was read")).cast("date"));
    FittedFamily fitted =
        new Lifecycle(Shopper.settings("families.lifecycle.method=rhythm").families())
            .fit(
                FitBase.of(Shopper.rows(features(inBursts(), DATE))).withPurchaseDays(unread),
                DATE);

    assertThat(fitted.model().model()).isEqualTo("rhythm");
    assertThat(ModelJson.read(fitted.model(), Lifecycle.Parameters.class).choice()).isNull();
  }

  @Test
  void predictionsTakePartWhereTheyAreFitted() {
    FittedFamily fitted =
        fitted(
            paced(),
            "families.lifecycle.method=auto",
            "families.prediction.min-customers=50",
            "families.prediction.min-repeat-customers=20");

    assertThat(choice(fitted).candidates())
        .extracting(MethodChoice.Candidate::method)
        .containsExactly("rhythm", "shop", "model", "fixed");
    FittedFamily small =
        fitted(paced(), "families.lifecycle.method=auto", "families.prediction.min-customers=1000");
    assertThat(choice(small).candidates())
        .extracting(MethodChoice.Candidate::method)
        .doesNotContain("model");
  }
}
