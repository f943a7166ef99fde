package io.clientele.feature;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.Customers;
import io.clientele.schema.Money;
import io.clientele.schema.OrderProducts;
import io.clientele.schema.Orders;
import io.clientele.schema.Sessions;
import io.clientele.schema.TableSchema;
import io.clientele.testing.LocalSpark;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Carried and computed features together are those computed for everybody. */
class CarriedFeaturesTest {
  private static final int CUSTOMERS = 1_000;
  private static final long MARK = 1_000_000;
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Money MONEY = new Money(2);
  private static final Availability EVERYTHING =
      new Availability(true, true, true, true, true, true, true, true, true);
  private static final Availability ORDERS_ALONE =
      new Availability(true, true, true, true, true, false, false, false, false);
  private static final String ZONE = "spark.sql.session.timeZone";
  private static final String LONDON = LocalSpark.session().conf().get(ZONE);

  @BeforeAll
  static void keepTheShopsTime() {
    LocalSpark.session().conf().set(ZONE, BERLIN.getId());
  }

  @AfterAll
  static void keepTheTimeBefore() {
    LocalSpark.session().conf().set(ZONE, LONDON);
  }

  /** From and to days on which clocks are set, over one, and as far as it may be. */
  @ParameterizedTest
  @CsvSource({
    "11, 2025-03-29, 2025-03-30",
    "12, 2025-03-30, 2025-03-31",
    "13, 2024-10-27, 2024-10-30",
    "14, 2024-10-09, 2024-11-09"
  })
  void equalFeaturesOfEverybody(long seed, LocalDate from, LocalDate to) {
    Pasts pasts = new Pasts(new RandomHistories(seed, BERLIN, from, to));
    Carried carried = carried(pasts, new Day(from, BERLIN), new Day(to, BERLIN), EVERYTHING);

    assertThat(carried.differences()).isEmpty();
    assertThat(carried.affected()).containsAll(pasts.changed).hasSizeLessThan(CUSTOMERS * 9 / 10);
  }

  @ParameterizedTest
  @CsvSource("15, 2024-06-30, 2024-07-02")
  void takeNoAccountOfInputsThatTheShopHasNot(long seed, LocalDate from, LocalDate to) {
    Pasts pasts = new Pasts(new RandomHistories(seed, BERLIN, from, to));
    Carried carried = carried(pasts, new Day(from, BERLIN), new Day(to, BERLIN), ORDERS_ALONE);

    assertThat(carried.differences()).isEmpty();
    Set<String> without = new TreeSet<>(carried.affected());
    without.removeAll(pasts.changed);
    assertThat(without).isNotEmpty().isSubsetOf(pasts.buyers()).hasSizeLessThan(CUSTOMERS / 2);
  }

  /** Carries from features of which every row is marked: the mark tells who was carried over. */
  private static Carried carried(Pasts pasts, Day from, Day to, Availability has) {
    StructType schema = CustomerFeatures.SCHEMA.structType(MONEY);
    Dataset<Row> marked =
        frame(CustomerFeatures.SCHEMA, features(from, pasts.inputs(pasts.then), has))
            .withColumn(CustomerFeatures.ORDERS, col(CustomerFeatures.ORDERS).plus(MARK));
    FeatureInputs now = pasts.inputs(pasts.now);
    List<Row> expected = features(to, now, has);
    CarriedFeatures carrying = new CarriedFeatures(from, to, MONEY, has);
    Dataset<Row> affected = carrying.affected(now, pasts.changedIds()).persist();
    try {
      List<String> ids = affected.collectAsList().stream().map(row -> row.getString(0)).toList();
      assertThat(ids).doesNotHaveDuplicates().doesNotContainNull();
      List<Row> rows = carrying.features(now, marked, affected).collectAsList();
      return new Carried(schema, byId(expected), byId(rows), new TreeSet<>(ids));
    } finally {
      affected.unpersist();
    }
  }

  private static List<Row> features(Day day, FeatureInputs inputs, Availability has) {
    Dataset<Row> features =
        new CustomerBase(day, MONEY, has)
            .features(inputs.orders(), inputs.products(), inputs.sessions(), inputs.customers());
    return CustomerFeatures.SCHEMA.conform(features, MONEY).collectAsList();
  }

  private static Map<String, Row> byId(List<Row> rows) {
    return rows.stream()
        .collect(
            Collectors.toMap(
                row -> row.getString(row.fieldIndex(CustomerFeatures.CUSTOMER_ID)),
                Function.identity()));
  }

  private static Dataset<Row> frame(TableSchema table, List<Row> rows) {
    return LocalSpark.session().createDataFrame(rows, table.structType(MONEY));
  }

  /** What was carried, what was computed, and what both should be. */
  private record Carried(
      StructType schema, Map<String, Row> expected, Map<String, Row> rows, Set<String> affected) {

    /** Returns every cell that is not as it should be. */
    List<String> differences() {
      Set<String> ids = new TreeSet<>(expected.keySet());
      ids.addAll(rows.keySet());
      List<String> differences = new ArrayList<>();
      for (String id : ids) {
        for (String column : schema.fieldNames()) {
          Object should = value(expected.get(id), column);
          if (column.equals(CustomerFeatures.ORDERS) && should != null && !affected.contains(id)) {
            should = (long) should + MARK;
          }
          Object is = value(rows.get(id), column);
          if (!Objects.equals(is, should)) {
            differences.add("%s: %s is %s and should be %s".formatted(id, column, is, should));
          }
        }
      }
      return differences;
    }

    private static @Nullable Object value(@Nullable Row row, String column) {
      return row == null ? null : row.get(row.fieldIndex(column));
    }
  }

  /**
   * The pasts of all customers on the first day and on the second, and who differs on the first.
   */
  private static final class Pasts {
    private final Map<String, RandomHistories.History> then = new TreeMap<>();
    private final Map<String, RandomHistories.History> now = new TreeMap<>();
    private final Set<String> changed = new TreeSet<>();

    Pasts(RandomHistories histories) {
      for (int i = 0; i < CUSTOMERS; i++) {
        String id = "c" + (10_000 + i);
        RandomHistories.History history = histories.history(id);
        then.put(id, history);
        if (i % 7 == 0) {
          history = histories.corrected(history, id);
          changed.add(id);
        }
        now.put(id, i % 5 == 0 ? histories.continued(history, id) : history);
      }
    }

    /** Who has an order of any kind in the end. */
    Set<String> buyers() {
      return now.entrySet().stream()
          .filter(past -> !past.getValue().orders().isEmpty())
          .map(Map.Entry::getKey)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    Dataset<Row> changedIds() {
      return LocalSpark.session()
          .createDataset(List.copyOf(changed), Encoders.STRING())
          .toDF(CustomerFeatures.CUSTOMER_ID);
    }

    FeatureInputs inputs(Map<String, RandomHistories.History> pasts) {
      return new FeatureInputs(
          all(Orders.SCHEMA, pasts, RandomHistories.History::orders),
          all(OrderProducts.SCHEMA, pasts, RandomHistories.History::products),
          all(Sessions.SCHEMA, pasts, RandomHistories.History::sessions),
          all(Customers.SCHEMA, pasts, RandomHistories.History::customers));
    }

    private static Dataset<Row> all(
        TableSchema table,
        Map<String, RandomHistories.History> pasts,
        Function<RandomHistories.History, List<Map<String, @Nullable Object>>> part) {
      return frame(
          table,
          pasts.values().stream()
              .flatMap(past -> RandomHistories.rows(table, part.apply(past)).stream())
              .toList());
    }
  }
}
