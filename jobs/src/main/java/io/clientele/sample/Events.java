package io.clientele.sample;

import io.clientele.sample.Assortment.Product;
import io.clientele.sample.Order.Line;
import io.clientele.sample.Randomness.Purpose;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** The sessions of a person: those that led to an order and those that did not. */
record Events(Shop shop) implements FlatMapFunction<Long, Row> {
  private static final long serialVersionUID = 1L;

  /** Rows as generated: times in seconds of the epoch. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          "customer_id STRING, session_id STRING, occurred_at BIGINT, event_type STRING,"
              + " product_id STRING");

  /** The longest time a session lasts, in seconds. */
  static final int LONGEST_SESSION = 1_800;

  private static final int PRODUCTS_LOOKED_AT = 2;
  private static final double SHARE_RECOVERED = 0.08;
  private static final double SHARE_ANONYMOUS = 0.2;
  private static final double SHARE_REACHING_CHECKOUT = 0.4;

  @Override
  public Iterator<Row> call(Long number) {
    Shopper person = Shopper.of(shop, number);
    Stream<Row> buying = new Orders(shop, person).placed().flatMap(this::buying);
    return Stream.concat(buying, visits(person)).iterator();
  }

  // The session that ends in the order, and sometimes the cart left behind hours before it.
  private Stream<Row> buying(Order order) {
    Shopper person = order.person();
    Session session = session(person, Purpose.PURCHASE_SESSION, order.index());
    long length = 300L + session.random().below(LONGEST_SESSION - 300);
    session.startsAt(order.second() - length);
    List<Line> lines = order.lines();
    List<Line> looked = lines.subList(0, Math.min(lines.size(), PRODUCTS_LOOKED_AT));
    for (int place = 0; place < looked.size(); place++) {
      Product product = looked.get(place).product();
      session.add("view", length * place / 3, product);
      session.add("cart", length * place / 3 + 60, product);
    }
    session.add("checkout", length * 5 / 6);
    session.add("purchase", length);
    return Stream.concat(recovered(order), session.rows());
  }

  private Stream<Row> recovered(Order order) {
    Shopper person = order.person();
    Session session = session(person, Purpose.RECOVERED_SESSION, order.index());
    long start = order.second() - TimeUnit.HOURS.toSeconds(1 + session.random().below(20));
    boolean knownByThen = start > shop.calendar().secondAt(person.joined());
    if (!session.random().happens(SHARE_RECOVERED) || !knownByThen) {
      return Stream.empty();
    }
    session.startsAt(start);
    Product product = order.lines().get(0).product();
    session.add("view", 0, product);
    session.add("cart", 90, product);
    return session.rows();
  }

  private Stream<Row> visits(Shopper person) {
    Randomness times = shop.random(person.number(), Purpose.VISIT_TIMES, 0);
    double meanGap = 1 / person.habits().visitsPerYear();
    double last = Math.min(person.left(), Math.nextDown((double) ShopCalendar.YEARS));
    record Visit(int index, double moment) {}
    return Stream.iterate(
            new Visit(0, person.joined() + times.exponential(meanGap)),
            visit -> visit.moment() <= last,
            visit -> new Visit(visit.index() + 1, visit.moment() + times.exponential(meanGap)))
        .flatMap(visit -> visit(person, visit.index(), visit.moment()));
  }

  private Stream<Row> visit(Shopper person, int index, double moment) {
    Session known = session(person, Purpose.VISIT, index);
    Randomness random = known.random();
    Session session = random.happens(SHARE_ANONYMOUS) ? known.withoutCustomer() : known;
    session.startsAt(shop.calendar().secondAt(moment));
    int views = 1 + random.streak(0.4, 5);
    Product product = look(person, random);
    for (int view = 0; view < views; view++) {
      session.add("view", view * 120L, product);
      product = look(person, random);
    }
    if (random.happens(person.habits().cartShare())) {
      session.add("cart", views * 120L, product);
      if (random.happens(SHARE_REACHING_CHECKOUT)) {
        session.add("checkout", views * 120L + 60);
      }
    }
    return session.rows();
  }

  private static Product look(Shopper person, Randomness random) {
    return Assortment.product(person.habits().favourite(), person.habits().spendLevel(), random);
  }

  private Session session(Shopper person, Purpose purpose, int index) {
    long number = person.number();
    String customer = person.kind() == Shopper.Kind.GUEST ? null : Numbering.customer(number);
    long key = Randomness.key(shop.settings().seed(), number, purpose, index);
    return new Session(
        customer,
        Numbering.session(key),
        shop.random(number, purpose, index),
        shop.calendar().closes());
  }
}
