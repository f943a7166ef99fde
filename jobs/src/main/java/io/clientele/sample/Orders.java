package io.clientele.sample;

import io.clientele.sample.Assortment.Category;
import io.clientele.sample.Assortment.Product;
import io.clientele.sample.Order.Kind;
import io.clientele.sample.Order.Line;
import io.clientele.sample.Randomness.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A person's orders, one at a time. */
final class Orders {
  private static final int MOST_LINES = 25;
  private static final double SHARE_CANCELLED = 0.025;
  private static final double SHARE_RETURNED_INSIDE = 0.4;
  private static final List<String> CAMPAIGNS = List.of("SPRING", "SUMMER", "AUTUMN", "WINTER");

  private final Shop shop;
  private final Shopper person;

  Orders(Shop shop, Shopper person) {
    this.shop = shop;
    this.person = person;
  }

  /** Returns the orders placed, first to last; none comes after the person left. */
  Stream<Order> placed() {
    return switch (person.kind()) {
      case PROSPECT -> Stream.empty();
      case GUEST -> Stream.of(order(0, person.joined()));
      case BUYER -> bought();
    };
  }

  /** Returns the orders placed and the orders that take goods of theirs back. */
  Stream<Order> all() {
    return placed().flatMap(this::withReturns);
  }

  private Stream<Order> bought() {
    Randomness times = shop.random(person.number(), Purpose.ORDER_TIMES, 0);
    double last = Math.min(person.left(), Math.nextDown((double) ShopCalendar.YEARS));
    double meanGap = 1 / person.habits().ordersPerYear();
    record Placed(int index, double moment) {}
    return Stream.iterate(
            new Placed(0, person.joined()),
            placed -> placed.moment() <= last,
            placed ->
                new Placed(
                    placed.index() + 1,
                    placed.moment() + times.gamma(person.habits().regularity(), meanGap)))
        .map(placed -> order(placed.index(), placed.moment()));
  }

  private Order order(int index, double moment) {
    Randomness random = shop.random(person.number(), Purpose.ORDER, index);
    long second = shop.calendar().secondAt(moment);
    Kind kind = random.happens(SHARE_CANCELLED) ? Kind.CANCELLED : Kind.COMPLETED;
    int percentOff = 5 * (1 + random.below(4));
    boolean withCoupon = random.happens(person.habits().couponShare());
    Optional<String> coupon =
        withCoupon ? Optional.of(CAMPAIGNS.get(random.below(4)) + percentOff) : Optional.empty();
    int couponOff = withCoupon ? percentOff : 0;
    int length = 1 + random.streak(0.69, MOST_LINES - 1);
    List<Line> lines =
        IntStream.rangeClosed(1, length)
            .mapToObj(number -> line(number, second, couponOff, random))
            .toList();
    String prefix = person.kind() == Shopper.Kind.GUEST ? "G" : "O";
    String id = Numbering.order(prefix, person.number(), index);
    return new Order(id, person, index, kind, second, coupon, lines);
  }

  private Line line(int number, long second, int couponOff, Randomness random) {
    Shopper.Habits habits = person.habits();
    boolean wanted = random.happens(0.55);
    Category category = wanted ? habits.favourite() : Assortment.category(random);
    Product product = Assortment.product(category, habits.spendLevel(), random);
    int quantity = 1 + random.streak(0.25, 9);
    boolean markedDown = random.happens(0.3) && shop.calendar().isSale(second);
    int percentOff = couponOff + (markedDown ? 20 : 0);
    long discount = (product.price() * quantity * percentOff + 50) / 100;
    return new Line(number, second, product, quantity, discount);
  }

  // Goods come back inside the order, as further lines of it, or in an order of their own.
  private Stream<Order> withReturns(Order order) {
    if (order.kind() == Kind.CANCELLED) {
      return Stream.of(order);
    }
    Randomness random = shop.random(person.number(), Purpose.RETURN, order.index());
    boolean inside = random.happens(SHARE_RETURNED_INSIDE);
    long second = order.second() + TimeUnit.HOURS.toSeconds(40 + random.below(24 * 25));
    List<Line> back = new ArrayList<>();
    for (Line line : order.lines()) {
      double returns = line.product().category().returns() * person.habits().returnShare();
      if (random.happens(returns) && second < shop.calendar().closes()) {
        int offset = inside ? order.lines().size() : 0;
        back.add(line.takenBack(line.number() + offset, second));
      }
    }
    if (back.isEmpty()) {
      return Stream.of(order);
    }
    return inside ? Stream.of(extended(order, back)) : Stream.of(order, returning(order, back));
  }

  private static Order extended(Order order, List<Line> back) {
    List<Line> lines = Stream.concat(order.lines().stream(), back.stream()).toList();
    return new Order(
        order.id(),
        order.person(),
        order.index(),
        order.kind(),
        order.second(),
        order.coupon(),
        lines);
  }

  private static Order returning(Order order, List<Line> back) {
    String id = "R" + order.id();
    long second = back.get(0).second();
    return new Order(id, order.person(), order.index(), Kind.RETURN, second, order.coupon(), back);
  }
}
