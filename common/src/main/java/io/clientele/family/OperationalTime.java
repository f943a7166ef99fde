package io.clientele.family;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.dayofyear;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.year;

import io.clientele.prediction.PurchaseHistory;
import io.clientele.prediction.Season;
import io.clientele.schema.CustomerFeatures;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * The time that models of purchases count in, as expressions over the features: calendar days, or
 * what the shop's season makes of them. Null for people without a purchase.
 *
 * @param season the season; empty for calendar time
 */
record OperationalTime(Optional<Season> season) {
  private static final Column RECENCY = col(CustomerFeatures.RECENCY_DAYS);
  private static final Column TENURE = col(CustomerFeatures.TENURE_DAYS);
  private static final Column FIRST = col(CustomerFeatures.FIRST_ORDER_DATE);

  /** Returns the weeks from the first purchase day to the last. */
  Column last() {
    Column days = TENURE.minus(RECENCY);
    return weeks(season.map(by -> days(by, FIRST, date_add(FIRST, days))).orElse(days));
  }

  /** Returns the weeks from the first purchase day to the date of the features. */
  Column age() {
    return weeks(season.map(by -> days(by, FIRST, today())).orElse(TENURE));
  }

  /** Returns the weeks of so many calendar days after the date of the features. */
  Column ahead(int days) {
    return season
        .map(by -> weeks(days(by, today(), date_add(today(), days))))
        .orElseGet(() -> lit(days / PurchaseHistory.DAYS_PER_WEEK));
  }

  /** Returns the date of the features, the same for every buyer. */
  static Column today() {
    return date_add(FIRST, TENURE);
  }

  private static Column weeks(Column days) {
    return days.cast("double").divide(lit(PurchaseHistory.DAYS_PER_WEEK));
  }

  private static Column days(Season season, Column from, Column to) {
    return at(season, to)
        .minus(at(season, from))
        .cast("double")
        .divide(lit((double) Season.UNITS_PER_DAY));
  }

  /** {@link Season#at}. */
  private static Column at(Season season, Column date) {
    return year(date)
        .minus(1970)
        .cast("bigint")
        .multiply(lit(season.perYear()))
        .plus(unix_date(date).cast("bigint").multiply(lit(season.perDay())))
        .plus(get(lit(season.perDayOfYear()), dayofyear(date).minus(1)));
  }
}
