package io.clientele.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.testing.LocalSpark;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sample shop promises to hold, in numbers. */
class SamplePromisesTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @BeforeAll
  static void generate() {
    SampleSettings settings =
        new SampleSettings(1_500, 3, LocalDate.of(2025, 12, 31), "unused", "parquet", 0);
    new SampleTables(SPARK, settings)
        .all()
        .forEach((name, rows) -> rows.cache().createOrReplaceTempView(name));
    view("placed", "SELECT * FROM order_lines WHERE quantity > 0");
    view(
        "carts",
        "SELECT customer_id, session_id, min(occurred_at) AS first, max(occurred_at) AS last,"
            + " max(event_type = 'purchase') AS bought"
            + " FROM events WHERE customer_id IS NOT NULL AND event_type <> 'view'"
            + " GROUP BY customer_id, session_id");
    view(
        "unbought_carts",
        "SELECT *, EXISTS (SELECT 1 FROM placed WHERE placed.customer_id = carts.customer_id"
            + " AND ordered_at BETWEEN first AND last + INTERVAL 24 HOURS) AS recovered"
            + " FROM carts WHERE NOT bought");
  }

  private static void view(String name, String query) {
    SPARK.sql(query).cache().createOrReplaceTempView(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2.4 | 3.6 | SELECT count(DISTINCT order_id) / 1500 FROM placed WHERE customer_id IS NOT NULL
          3.0 | 3.6 | SELECT count(*) / count(DISTINCT order_id) FROM placed
          0.06 | 0.10 | SELECT avg(int(customer_id IS NULL)) FROM order_lines
          0.02 | 0.08 | SELECT avg(int(quantity < 0)) FROM order_lines
          0.015 | 0.04 | SELECT avg(int(status = 'cancelled')) FROM order_lines
          0.10 | 0.25 | SELECT avg(int(coupon_code IS NOT NULL)) FROM placed
          0.02 | 0.10 | SELECT avg(int(coupon_code IS NULL AND discount > 0)) FROM placed
          0.08 | 0.12 | SELECT avg(int(NOT is_buyer)) FROM truth
          0.40 | 0.75 | SELECT avg(int(has_left)) FROM truth
          0.50 | 0.65 | SELECT avg(int(orders = 1)) FROM (SELECT count(DISTINCT order_id) AS orders \
          FROM placed WHERE customer_id IS NOT NULL GROUP BY customer_id)
          0.30 | 0.70 | SELECT avg(int(NOT bought)) FROM carts
          0.05 | 0.30 | SELECT avg(int(recovered)) FROM unbought_carts
          """)
  void sharesAreThoseOfARealShop(double least, double most, String query) {
    assertThat(number(query)).isBetween(least, most);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM order_lines"
            + " WHERE to_date(ordered_at) NOT BETWEEN DATE'2023-01-01' AND DATE'2025-12-31'",
        "SELECT * FROM events"
            + " WHERE to_date(occurred_at) NOT BETWEEN DATE'2023-01-01' AND DATE'2025-12-31'",
        "SELECT * FROM customers"
            + " WHERE to_date(registered_at) NOT BETWEEN DATE'2023-01-01' AND DATE'2025-12-31'",
        "SELECT * FROM truth WHERE to_date(left_at) > DATE'2025-12-31'"
      })
  void nothingHappensOutsideItsThreeYears(String outside) {
    assertThat(SPARK.sql(outside).count()).isZero();
  }

  @Test
  void truthAgreesWithTheFirstAndTheLastOrder() {
    List<Row> buyers =
        SPARK
            .sql(
                "SELECT customer_id, joined_at, left_at, has_left, first, last"
                    + " FROM truth JOIN (SELECT customer_id, min(ordered_at) AS first,"
                    + " max(ordered_at) AS last FROM placed GROUP BY customer_id)"
                    + " USING (customer_id)")
            .collectAsList();

    assertThat(buyers)
        .hasSize((int) number("SELECT count(*) FROM truth WHERE is_buyer"))
        .allMatch(row -> row.getTimestamp(1).equals(row.getTimestamp(4)))
        .allMatch(row -> row.isNullAt(2) != row.getBoolean(3))
        .allMatch(row -> row.isNullAt(2) || !row.getTimestamp(5).after(row.getTimestamp(2)));
  }

  @Test
  void prospectsLookAroundAndNeverBuy() {
    String prospects = "SELECT customer_id FROM truth WHERE NOT is_buyer";
    assertThat(number("SELECT count(*) FROM order_lines WHERE customer_id IN (" + prospects + ")"))
        .isZero();
    assertThat(
            number("SELECT count(*) FROM customers JOIN (" + prospects + ") USING (customer_id)"))
        .isEqualTo(number("SELECT count(*) FROM (" + prospects + ")"));
    assertThat(
            number(
                "SELECT count(DISTINCT event_type) FROM events WHERE customer_id IN ("
                    + prospects
                    + ")"))
        .isEqualTo(3);
  }

  @Test
  void nobodyActsBeforeRegistering() {
    assertThat(
            number(
                "SELECT count(*) FROM customers JOIN events USING (customer_id)"
                    + " WHERE occurred_at < registered_at"))
        .isZero();
  }

  @Test
  void peopleAreMadeUp() {
    assertThat(
            number(
                "SELECT count(DISTINCT email) FROM customers WHERE customer_id RLIKE"
                    + " '^C[0-9]{7}$' AND email RLIKE"
                    + " '^customer-[0-9]{7}@example[.](com|org)$'"))
        .isEqualTo(1_500);
  }

  @Test
  void everyAmountIsQuantityTimesPriceLessDiscount() {
    assertThat(
            number(
                "SELECT count(*) FROM order_lines"
                    + " WHERE amount = quantity * unit_price - discount"
                    + " AND sign(amount) = sign(quantity)"))
        .isEqualTo(number("SELECT count(*) FROM order_lines"));
  }

  @Test
  void goodsComeBackInsideTheirOrderOrInOneOfTheirOwn() {
    String back =
        "SELECT count(*) FROM order_lines AS back JOIN placed"
            + " ON back.product_id = placed.product_id AND back.amount = -placed.amount"
            + " AND back.quantity = -placed.quantity AND back.ordered_at > placed.ordered_at"
            + " AND back.line_id = placed.line_id ";
    double apart = number(back + "AND back.order_id = concat('R', placed.order_id)");
    double returned = number("SELECT count(*) FROM order_lines WHERE quantity < 0");
    double inside =
        number(
            "SELECT count(*) FROM order_lines WHERE quantity < 0"
                + " AND order_id IN (SELECT order_id FROM placed)");

    assertThat(apart).isGreaterThan(50).isEqualTo(returned - inside);
    assertThat(inside).isGreaterThan(50);
  }

  @Test
  void lineIdsAreUniqueInTheirOrder() {
    assertThat(number("SELECT count(DISTINCT order_id, line_id) FROM order_lines"))
        .isEqualTo(number("SELECT count(*) FROM order_lines"));
  }

  @Test
  void everyOrderEndsASession() {
    assertThat(
            number(
                "SELECT count(DISTINCT order_id) FROM placed JOIN events"
                    + " ON placed.customer_id <=> events.customer_id"
                    + " AND ordered_at = occurred_at AND event_type = 'purchase'"))
        .isEqualTo(number("SELECT count(DISTINCT order_id) FROM placed"))
        .isEqualTo(number("SELECT count(*) FROM events WHERE event_type = 'purchase'"));
  }

  @Test
  void habitsShowInWhatPeopleDo() {
    assertThat(couponShare("is_coupon_lover")).isGreaterThan(0.8);
    assertThat(couponShare("NOT is_coupon_lover")).isBetween(0.02, 0.2);
    assertThat(unevenness("regularity = 1")).isGreaterThan(1.3 * unevenness("regularity > 12"));
    assertThat(averagePrice("spend_level > 0.6"))
        .isGreaterThan(1.3 * averagePrice("spend_level < 0.4"));
    assertThat(
            number(
                "SELECT avg(int(category = preferred_category)) FROM truth JOIN placed"
                    + " USING (customer_id)"))
        .isBetween(0.5, 0.75);
  }

  @Test
  void seasonsShow() {
    Row seasons =
        SPARK
            .sql(
                "SELECT count_if(month(ordered_at) = 12) / (count(*) / 12),"
                    + " count_if(dayofweek(ordered_at) = 1) / count_if(dayofweek(ordered_at) = 7),"
                    + " count_if(hour(ordered_at) = 20) / count_if(hour(ordered_at) = 4)"
                    + " FROM placed WHERE year(ordered_at) = 2024")
            .first();

    assertThat(seasons.getDouble(0)).isBetween(1.3, 3.5);
    assertThat(seasons.getDouble(1)).isBetween(1.1, 2.5);
    assertThat(seasons.getDouble(2)).isGreaterThan(5);
  }

  private static double couponShare(String whose) {
    return number(
        "SELECT avg(int(coupon_code IS NOT NULL)) FROM placed JOIN truth USING (customer_id)"
            + " WHERE "
            + whose);
  }

  private static double averagePrice(String whose) {
    return number(
        "SELECT avg(unit_price) FROM placed JOIN truth USING (customer_id) WHERE " + whose);
  }

  // How much the gaps between somebody's orders vary, on average over those with enough of them.
  private static double unevenness(String whose) {
    return number(
        "SELECT avg(varied) FROM (SELECT stddev(gap) / avg(gap) AS varied FROM (SELECT"
            + " customer_id, unix_seconds(ordered_at) - lag(unix_seconds(ordered_at))"
            + " OVER (PARTITION BY customer_id ORDER BY ordered_at) AS gap FROM placed"
            + " WHERE line_id = 1) JOIN truth USING (customer_id) WHERE gap > 0 AND "
            + whose
            + " GROUP BY customer_id HAVING count(*) >= 6)");
  }

  private static double number(String query) {
    Row row = SPARK.sql("SELECT double((" + query + "))").first();
    return row.getDouble(0);
  }
}
