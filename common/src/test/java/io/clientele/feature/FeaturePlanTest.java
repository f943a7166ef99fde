package io.clientele.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.Customers;
import io.clientele.schema.Money;
import io.clientele.schema.OrderProducts;
import io.clientele.schema.Orders;
import io.clientele.schema.Sessions;
import io.clientele.schema.TableSchema;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What features cost: one exchange by customer per input, and no exchange of everything. */
class FeaturePlanTest {
  private static final Money MONEY = new Money(2);
  private static final Day DAY = new Day(LocalDate.of(2024, 6, 30), ZoneId.of("Europe/London"));
  private static final Availability ORDERS_ALONE =
      new Availability(true, true, true, true, true, false, false, false, false);
  private static final Availability EVERYTHING =
      new Availability(true, true, true, true, true, true, true, true, true);

  @TempDir private Path folder;

  @Test
  void ordersAloneCostOneExchangeByCustomerAndTwoSorts() {
    String plan = plan(ORDERS_ALONE);
    assertThat(count(plan, "Exchange hashpartitioning\\(customer_id")).isEqualTo(1);
    assertThat(count(plan, "Exchange ")).isEqualTo(1);
    assertThat(count(plan, "[ -]Sort \\[")).isEqualTo(2);
  }

  @Test
  void everythingCostsThreeExchangesByCustomer() {
    String plan = plan(EVERYTHING);
    // orders; products; visits with registrations and the purchases that carts are held against
    assertThat(count(plan, "Exchange hashpartitioning\\(customer_id")).isEqualTo(3);
    assertThat(count(plan, " Exchange ")).isEqualTo(3);
  }

  @Test
  void carryingCostsNoMoreExchangesAndOneForTheAffected() {
    CarriedFeatures carrying =
        new CarriedFeatures(new Day(DAY.date().minusDays(1), DAY.zone()), DAY, MONEY, EVERYTHING);
    FeatureInputs inputs = inputs();
    Dataset<Row> ids = stored(Customers.SCHEMA).select(CustomerFeatures.CUSTOMER_ID);

    assertThat(count(plan(carrying.affected(inputs, ids)), " Exchange ")).isEqualTo(1);
    String plan = plan(carrying.features(inputs, stored(CustomerFeatures.SCHEMA), ids));
    assertThat(count(plan, "Exchange hashpartitioning\\(customer_id")).isEqualTo(3);
    assertThat(count(plan, " Exchange ")).isEqualTo(3);
    assertThat(count(plan, "BroadcastHashJoin \\[customer_id[^)]*LeftAnti")).isEqualTo(1);
  }

  private String plan(Availability has) {
    FeatureInputs inputs = inputs();
    return plan(
        new CustomerBase(DAY, MONEY, has)
            .features(inputs.orders(), inputs.products(), inputs.sessions(), inputs.customers()));
  }

  private static String plan(Dataset<Row> rows) {
    return rows.queryExecution().executedPlan().toString();
  }

  private FeatureInputs inputs() {
    return new FeatureInputs(
        stored(Orders.SCHEMA),
        stored(OrderProducts.SCHEMA),
        stored(Sessions.SCHEMA),
        stored(Customers.SCHEMA));
  }

  /** A table in files: Spark would plan away rows it knows to be none. */
  private Dataset<Row> stored(TableSchema table) {
    String path = folder.resolve(table.name()).toString();
    LocalSpark.session()
        .createDataFrame(List.of(), table.structType(MONEY))
        .write()
        .mode("overwrite")
        .parquet(path);
    return LocalSpark.session().read().schema(table.structType(MONEY)).parquet(path);
  }

  private static long count(String plan, String operator) {
    return Pattern.compile(operator).matcher(plan).results().map(MatchResult::group).count();
  }
}
