package io.clientele.family;

import static io.clientele.family.Shopper.DATE;
import static io.clientele.family.Shopper.buyer;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Four hundred ordinary people, and one id beside them that is a till or a wholesaler: at most one
 * in fifty of the people gets another stage or cluster for it.
 */
class NobodyMovesTheOthersTest {
  private static final int PEOPLE = 400;

  /** Stages from a first fit; clusters from the centroids that stood before. */
  @ParameterizedTest
  @CsvSource({
    "till, 31",
    "till, 32",
    "till, 33",
    "wholesaler, 31",
    "wholesaler, 32",
    "wholesaler, 33"
  })
  void atMostTwoInAHundredGetAnotherLabel(String who, long seed) {
    List<Shopper> people = people(seed);
    List<Shopper> all = new ArrayList<>(people);
    all.add(who.equals("till") ? till(people) : wholesaler());
    Dataset<Row> alone = Shopper.rows(people).coalesce(1);
    Dataset<Row> together = Shopper.rows(all).coalesce(1);
    Lifecycle lifecycle = new Lifecycle(Shopper.settings().families());
    FittedFamily before = lifecycle.fit(alone, DATE);
    FittedFamily after = lifecycle.fit(together, DATE);
    Clusters clusters =
        new Clusters(Shopper.settings("families.clusters.refit-limit=1").families().clusters());
    FamilyModel standing = clusters.fit(before.assign(alone), DATE).model();
    FittedFamily moved =
        clusters.refit(
            FitBase.of(after.assign(together)),
            DATE.plusDays(30),
            new Standing(standing, Standing.Change.LIMITED));

    assertThat(moved(labels(before, alone, "lifecycle"), labels(after, alone, "lifecycle")))
        .isLessThanOrEqualTo(PEOPLE / 50);
    assertThat(
            moved(
                labels(clusters.restore(standing), alone, "cluster"),
                labels(moved, alone, "cluster")))
        .isLessThanOrEqualTo(PEOPLE / 50);
  }

  /** People of a shop of three years, who buy at a pace of their own until they stop. */
  private static List<Shopper> people(long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, PEOPLE).mapToObj(i -> person("p" + i, random)).toList();
  }

  private static Shopper person(String id, Random random) {
    int tenure = 1 + random.nextInt(1095);
    double pace = Math.exp(4 + 0.7 * random.nextGaussian());
    double order = Math.exp(3.5 + 0.6 * random.nextGaussian());
    List<Integer> gaps = new ArrayList<>();
    int last = 0;
    while (random.nextDouble() > 0.3) {
      int gap = 1 + (int) (-pace * Math.log(1 - random.nextDouble()));
      if (last + gap > tenure) {
        break;
      }
      gaps.add(gap);
      last += gap;
    }
    int days = gaps.size() + 1;
    double discount = random.nextInt(3) == 0 ? 0.3 * random.nextDouble() : 0;
    Shopper shopper =
        buyer(id, days, 1, tenure - last)
            .with("tenure_days", tenure)
            .with("first_order_date", DATE.minusDays(tenure))
            .with("gap_square_sum", gaps.stream().mapToLong(gap -> (long) gap * gap).sum())
            .with("gap_log_sum", logs(gaps, 1))
            .with("gap_log_square_sum", logs(gaps, 2))
            .withRevenue(BigDecimal.valueOf((long) (100 * days * order), 2).toString())
            .with("average_order_value", order)
            .with("average_basket_items", 1 + order / 20 * (1 + random.nextDouble()))
            .with("discount_share", discount)
            .with("distinct_categories", 1L + random.nextInt(1 + Math.min(9, 2 * days)));
    return days > 1 ? shopper.with("gap_mean_days", (double) last / (days - 1)) : shopper;
  }

  private static BigDecimal logs(List<Integer> gaps, int power) {
    double sum = gaps.stream().mapToDouble(gap -> Math.pow(Math.log(gap), power)).sum();
    return BigDecimal.valueOf(sum).setScale(12, RoundingMode.HALF_UP);
  }

  /** Has three fifths of all orders, on every day of the three years. */
  private static Shopper till(List<Shopper> people) {
    long orders =
        people.stream()
            .mapToLong(shopper -> (long) shopper.values().getOrDefault("orders", 0L))
            .sum();
    return big(buyer("till", 1095, 1, 0).with("orders", orders * 3 / 2), "20.00", 1.0);
  }

  private static Shopper wholesaler() {
    return big(buyer("wholesaler", 100, 4, 3), "250000.00", 4.0);
  }

  private static Shopper big(Shopper shopper, String order, double gap) {
    BigDecimal orders = BigDecimal.valueOf((long) shopper.values().getOrDefault("orders", 0L));
    return shopper
        .withRevenue(new BigDecimal(order).multiply(orders).toString())
        .with("average_order_value", Double.parseDouble(order))
        .with("average_basket_items", 500.0)
        .with("discount_share", 0.9)
        .with("distinct_categories", 400L)
        .with("clearly_discounted_orders", 0L)
        .with("gap_mean_days", gap);
  }

  private static Map<String, String> labels(
      FittedFamily fitted, Dataset<Row> people, String label) {
    Map<String, String> labels = new TreeMap<>();
    fitted
        .assign(people)
        .select("customer_id", label)
        .collectAsList()
        .forEach(row -> labels.put(row.getString(0), String.valueOf(row.get(1))));
    return labels;
  }

  private static long moved(Map<String, String> one, Map<String, String> other) {
    assertThat(one.keySet()).isEqualTo(other.keySet()).hasSize(PEOPLE);
    return one.entrySet().stream()
        .filter(label -> !label.getValue().equals(other.get(label.getKey())))
        .count();
  }
}
