package io.clientele.family;

import io.clientele.testing.LocalSpark;
import io.clientele.testing.SeasonalShop;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A shop with a season as families see it.
 *
 * @param shop what was bought
 * @param today the date of the features
 */
record SeasonalShoppers(SeasonalShop shop, LocalDate today) {

  /** Features of everybody who had bought. */
  Dataset<Row> features() {
    Random random = new Random(today.toEpochDay());
    List<Shopper> shoppers = new ArrayList<>();
    for (List<LocalDate> all : shop.purchases()) {
      List<LocalDate> days = all.stream().filter(day -> !day.isAfter(today)).toList();
      if (!days.isEmpty()) {
        LocalDate last = days.get(days.size() - 1);
        int x = days.size() - 1;
        shoppers.add(
            Shopper.buyer("c" + shoppers.size(), days.size(), 1, 0)
                .with("first_order_date", days.get(0))
                .with("last_order_date", last)
                .with("recency_days", (int) ChronoUnit.DAYS.between(last, today))
                .with("tenure_days", (int) ChronoUnit.DAYS.between(days.get(0), today))
                .with("repeat_gross_revenue", BigDecimal.valueOf(x * cents(random), 2)));
      }
    }
    return Shopper.rows(shoppers);
  }

  private static long cents(Random random) {
    return Math.round(Math.exp(7 + 0.6 * random.nextGaussian()));
  }

  /** How many bought again on each day. */
  Dataset<Row> repeatDays() {
    long[] repeats = shop.repeats(today);
    List<Row> rows = new ArrayList<>();
    for (int ago = 0; ago < repeats.length; ago++) {
      if (repeats[ago] > 0) {
        rows.add(RowFactory.create(today.minusDays(ago), repeats[ago]));
      }
    }
    return LocalSpark.session()
        .createDataFrame(
            rows,
            new StructType()
                .add(RepeatDays.DAY, DataTypes.DateType)
                .add(RepeatDays.CUSTOMERS, DataTypes.LongType));
  }
}
