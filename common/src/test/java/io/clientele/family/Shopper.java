package io.clientele.family;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.Money;
import io.clientele.schema.TableColumn;
import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.testing.LocalSpark;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** One row of customer_features on 2025-03-31, by column name; what is not set is null. */
record Shopper(Map<String, Object> values) {
  static final LocalDate DATE = LocalDate.parse("2025-03-31");
  static final Money MONEY = new Money(2);

  /** Somebody who never bought. */
  static Shopper prospect(String id) {
    Map<String, Object> values = new HashMap<>();
    values.put(CustomerFeatures.CUSTOMER_ID, id);
    values.put(CustomerFeatures.SEGMENT_DATE, DATE);
    for (String count :
        List.of(
            "orders",
            "purchase_days",
            "orders_365d",
            "purchase_days_365d",
            "clearly_discounted_orders",
            "carts_90d",
            "abandoned_carts_90d",
            "converted_carts_90d",
            "priced_lines")) {
      values.put(count, 0L);
    }
    return new Shopper(values).withGaps(0, 1).withRevenue("0.00");
  }

  /** Somebody who bought on so many days, a fixed gap apart, the last one so many days ago. */
  static Shopper buyer(String id, int days, int gap, int recency) {
    int tenure = recency + (days - 1) * gap;
    return prospect(id)
        .with("recency_days", recency)
        .with("tenure_days", tenure)
        .with("last_order_date", DATE.minusDays(recency))
        .with("first_order_date", DATE.minusDays(tenure))
        .with("orders", (long) days)
        .with("purchase_days", (long) days)
        .with("orders_365d", (long) days)
        .with("purchase_days_365d", (long) days)
        .withGaps(days - 1, gap);
  }

  Shopper with(String column, Object value) {
    Map<String, Object> changed = new HashMap<>(values);
    changed.put(column, value);
    return new Shopper(changed);
  }

  Shopper without(String column) {
    Map<String, Object> changed = new HashMap<>(values);
    changed.remove(column);
    return new Shopper(changed);
  }

  Shopper withRevenue(String revenue) {
    return with("net_revenue", new BigDecimal(revenue))
        .with("net_revenue_365d", new BigDecimal(revenue));
  }

  private Shopper withGaps(int gaps, int gap) {
    BigDecimal log = digits(Math.log(gap));
    BigDecimal square = digits(Math.log(gap) * Math.log(gap));
    return with("gap_square_sum", (long) gaps * gap * gap)
        .with("gap_log_sum", log.multiply(BigDecimal.valueOf(gaps)))
        .with("gap_log_square_sum", square.multiply(BigDecimal.valueOf(gaps)));
  }

  private static BigDecimal digits(double value) {
    return BigDecimal.valueOf(value).setScale(12, RoundingMode.HALF_UP);
  }

  static Dataset<Row> rows(List<Shopper> shoppers) {
    List<Row> rows =
        shoppers.stream()
            .map(
                shopper ->
                    RowFactory.create(
                        CustomerFeatures.SCHEMA.columns().stream()
                            .map(TableColumn::name)
                            .map(shopper.values()::get)
                            .toArray()))
            .toList();
    return LocalSpark.session().createDataFrame(rows, CustomerFeatures.SCHEMA.structType(MONEY));
  }

  /** Returns a seeded crowd, one in ten a prospect. */
  static List<Shopper> crowd(int size, long seed) {
    Random random = new Random(seed);
    List<Shopper> crowd = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if (random.nextInt(10) == 0) {
        crowd.add(prospect("c" + i));
        continue;
      }
      int days = 1 + (int) Math.abs(random.nextGaussian() * 4);
      int cents = 100 + random.nextInt(20_000);
      int gap = 1 + random.nextInt(120);
      Shopper shopper =
          buyer("c" + i, days, gap, random.nextInt(400))
              .withRevenue(BigDecimal.valueOf((long) cents * days, 2).toString())
              .with("repeat_gross_revenue", BigDecimal.valueOf((long) cents * (days - 1), 2))
              .with("mean_unit_price", 1 + random.nextInt(900) / 10.0)
              .with("items", BigDecimal.valueOf(1 + random.nextInt(9)))
              .with("clearly_discounted_orders", (long) random.nextInt(days + 1))
              .with("carts_90d", 2L)
              .with("abandoned_carts_90d", (long) random.nextInt(3))
              .with("cart_abandonment_rate", random.nextDouble())
              .with("ordered_since_abandoned_cart", random.nextBoolean())
              .with("average_order_value", cents / 100.0)
              .with("average_basket_items", 1 + random.nextInt(50) / 10.0)
              .with("discount_share", random.nextInt(4) == 0 ? random.nextDouble() : 0.0)
              .with("distinct_categories", 1L + random.nextInt(9));
      crowd.add(days > 1 ? shopper.with("gap_mean_days", (double) gap) : shopper);
    }
    return crowd;
  }

  /** Returns the defaults with keys set as {@code key=value}. */
  static Settings settings(String... keys) {
    Map<String, String> overrides = new HashMap<>();
    overrides.put("shop.time-zone", "Europe/London");
    overrides.put("shop.currency", "EUR");
    overrides.put("source.orders.format", "csv");
    overrides.put("source.orders.path", "orders.csv");
    for (String column : List.of("order_id", "customer_id", "ordered_at", "amount")) {
      overrides.put("source.orders.columns." + column, column);
    }
    for (String key : keys) {
      int equals = key.indexOf('=');
      overrides.put(key.substring(0, equals), key.substring(equals + 1));
    }
    return SettingsReader.read(Optional.empty(), overrides).settings();
  }

  /** Returns rows as JSON, sorted. */
  static List<String> json(Dataset<Row> rows) {
    return rows.toJSON().collectAsList().stream().sorted().toList();
  }
}
