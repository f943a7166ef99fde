package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.Orders;
import io.clientele.schema.RejectedRows;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingOrdersTest {
  private static Shop shop;

  @BeforeAll
  static void ingest(@TempDir Path folder) {
    NightlyShop nightly = new NightlyShop(folder, "delta", 15);
    nightly.night();
    Run run = nightly.run("warehouse");
    Commands.job("ingest").orElseThrow().run(run);
    shop = Shop.of(run);
  }

  @Test
  void noLineIsOlderThanItsOrderWhereThoseRefusedHaveNoTimeOrAreThereTwice() {
    Set<String> sure = sure();
    assertThat(shop.refused(true)).containsAnyElementsOf(sure);

    try (StandingOrders standing = shop.among(with(sure, "nobody's"))) {
      assertThat(texts(standing.keys())).isEqualTo(sure);
      assertThat(standing.number()).isEqualTo(sure.size());
      assertThat(standing.since()).isEqualTo(shop.oldest(sure));
    }
    String newest = shop.newest(sure);
    try (StandingOrders standing = shop.among(Set.of(newest))) {
      assertThat(standing.since())
          .isEqualTo(shop.oldest(Set.of(newest)))
          .isNotEqualTo(shop.oldest(sure));
    }
  }

  @Test
  void linesRefusedForOtherReasonsMayBeOfAnyTime() {
    String unsure = shop.refused(false).iterator().next();

    try (StandingOrders standing = shop.among(with(sure(), unsure))) {
      assertThat(standing.since()).isEmpty();
      assertThat(standing.number()).isEqualTo(sure().size() + 1);
    }
  }

  @Test
  void ordersThatNobodyHasSeenDoNotStand() {
    try (StandingOrders standing = shop.among(Set.of("nobody's"))) {
      assertThat(standing.keys().isEmpty()).isTrue();
      assertThat(standing.number()).isZero();
      assertThat(standing.since()).isEmpty();
    }
  }

  @Test
  void whereSomebodyIsToBeForgottenEveryOrderMayStand() {
    Dataset<Row> touched = keys(Set.of("o1", "nobody's"));

    try (StandingOrders standing = StandingOrders.maybe(touched)) {
      assertThat(texts(standing.keys())).containsExactly("nobody's", "o1");
      assertThat(standing.number()).isEqualTo(2);
      assertThat(standing.since()).isEmpty();
    }
  }

  private static Set<String> sure() {
    Set<String> sure = shop.all();
    sure.removeAll(shop.refused(false));
    return sure;
  }

  private static Set<String> with(Collection<String> ids, String one) {
    Set<String> more = new TreeSet<>(ids);
    more.add(one);
    return more;
  }

  private static Dataset<Row> keys(Collection<String> ids) {
    return LocalSpark.session()
        .createDataset(new ArrayList<>(ids), Encoders.STRING())
        .toDF("order_key");
  }

  private static Set<String> texts(Dataset<Row> rows) {
    return new TreeSet<>(rows.as(Encoders.STRING()).collectAsList());
  }

  /** What an ingest has made of a shop, looked at row by row. */
  private record Shop(Run run, Map<String, Long> taken, List<Row> rejected) {
    static Shop of(Run run) {
      Map<String, Long> taken = new TreeMap<>();
      run.tables()
          .read(Orders.SCHEMA)
          .selectExpr("order_id", "unix_micros(ordered_at)")
          .collectAsList()
          .forEach(row -> taken.put(row.getString(0), row.getLong(1)));
      List<Row> rejected =
          run.tables()
              .read(RejectedRows.SCHEMA)
              .filter("source = 'orders' and order_id is not null")
              .select(RejectedRows.ORDER_ID, RejectedRows.REASON)
              .collectAsList();
      return new Shop(run, taken, rejected);
    }

    StandingOrders among(Collection<String> touched) {
      return StandingOrders.among(keys(touched), run, new IngestLog(run).newest().orElseThrow());
    }

    Set<String> all() {
      Set<String> all = refused(true);
      all.addAll(refused(false));
      all.addAll(taken.keySet());
      return all;
    }

    /** Orders of lines refused for their time or for being there twice, or for another reason. */
    Set<String> refused(boolean isForTimeOrTwice) {
      Set<String> orders = new TreeSet<>();
      for (Row row : rejected) {
        boolean is = Set.of("no time", "duplicate line").contains(row.getString(1));
        if (is == isForTimeOrTwice) {
          orders.add(row.getString(0));
        }
      }
      return orders;
    }

    String newest(Collection<String> orders) {
      return orders.stream()
          .filter(taken::containsKey)
          .max(Comparator.comparing(taken::get))
          .orElseThrow();
    }

    OptionalLong oldest(Collection<String> orders) {
      return orders.stream().filter(taken::containsKey).mapToLong(taken::get).min();
    }
  }
}
