package io.clientele.sample;

import io.clientele.sample.Randomness.Purpose;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** What the shop wrote down about a customer when they registered; all of it is made up. */
record Register(Shop shop) implements MapFunction<Long, Row> {
  private static final long serialVersionUID = 1L;

  /** Rows as generated: times in seconds of the epoch. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          "customer_id STRING, registered_at BIGINT, email STRING, country STRING,"
              + " consent BOOLEAN");

  @Override
  public Row call(Long number) {
    Shopper person = Shopper.of(shop, number);
    Randomness random = shop.random(number, Purpose.CONTACT, 0);
    long registered = registered(person, random);
    String domain = random.happens(0.5) ? "example.com" : "example.org";
    String email = Numbering.id("customer-", number, 7) + '@' + domain;
    return RowFactory.create(
        Numbering.customer(number), registered, email, country(random), random.happens(0.7));
  }

  // Most register while they order; the rest looked around for a while first.
  private long registered(Shopper person, Randomness random) {
    long joined = shop.calendar().secondAt(person.joined());
    if (person.kind() == Shopper.Kind.PROSPECT) {
      return joined;
    }
    long ahead =
        random.happens(0.7)
            ? Events.LONGEST_SESSION + random.below(3_600)
            : TimeUnit.DAYS.toSeconds(1) + TimeUnit.HOURS.toSeconds(random.below(24 * 45));
    return Math.max(shop.calendar().opens(), joined - ahead);
  }

  private static String country(Randomness random) {
    double share = random.share();
    if (share < 0.7) {
      return "DE";
    }
    if (share < 0.82) {
      return "AT";
    }
    return share < 0.92 ? "NL" : "FR";
  }
}
