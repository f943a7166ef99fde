package io.clientele.sample;

import io.clientele.sample.Order.Kind;
import io.clientele.sample.Order.Line;
import io.clientele.sample.Randomness.Purpose;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The order lines of a person, with the dirt asked for. */
record OrderLines(Shop shop) implements FlatMapFunction<Long, Row> {
  private static final long serialVersionUID = 1L;

  /** Rows as generated: times in seconds of the epoch, and what is wrong with the line. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          "order_id STRING, line_id INT, customer_id STRING, ordered_at BIGINT,"
              + " product_id STRING, category STRING, quantity INT, unit_price DECIMAL(12,2),"
              + " discount DECIMAL(12,2), amount DECIMAL(12,2), coupon_code STRING,"
              + " status STRING, currency STRING, dirt STRING");

  private static final List<Dirt> OF_A_LINE =
      List.of(
          Dirt.NO_ORDER_ID, Dirt.NO_TIME, Dirt.NO_AMOUNT, Dirt.DUPLICATE, Dirt.FOREIGN_CURRENCY);

  @Override
  public Iterator<Row> call(Long number) {
    Shopper person = Shopper.of(shop, number);
    return new Orders(shop, person).all().flatMap(this::rows).iterator();
  }

  private Stream<Row> rows(Order order) {
    double share = shop.settings().dirt();
    if (share == 0) {
      return order.lines().stream().map(line -> row(order, line, Dirt.NONE));
    }
    Purpose purpose = order.kind() == Kind.RETURN ? Purpose.RETURN_DIRT : Purpose.ORDER_DIRT;
    Randomness random = shop.random(order.person().number(), purpose, order.index());
    double shareOfOrders = share / (OF_A_LINE.size() + 1);
    if (random.happens(shareOfOrders) && canHaveTwoCustomers(order)) {
      return order.lines().stream().map(line -> row(order, line, Dirt.TWO_CUSTOMERS));
    }
    double shareOfLines = (share - shareOfOrders) / (1 - shareOfOrders);
    return order.lines().stream()
        .flatMap(
            line ->
                random.happens(shareOfLines)
                    ? spoiled(order, line, OF_A_LINE.get(random.below(OF_A_LINE.size())))
                    : Stream.of(row(order, line, Dirt.NONE)));
  }

  private boolean canHaveTwoCustomers(Order order) {
    boolean guest = order.person().kind() == Shopper.Kind.GUEST;
    return !guest && order.lines().size() > 1 && shop.settings().customers() > 1;
  }

  private Stream<Row> spoiled(Order order, Line line, Dirt dirt) {
    Row spoiled = row(order, line, dirt);
    return dirt == Dirt.DUPLICATE
        ? Stream.of(row(order, line, Dirt.NONE), spoiled)
        : Stream.of(spoiled);
  }

  private Row row(Order order, Line line, Dirt dirt) {
    return RowFactory.create(
        dirt == Dirt.NO_ORDER_ID ? null : order.id(),
        line.number(),
        customer(order, line, dirt),
        dirt == Dirt.NO_TIME ? null : line.second(),
        line.product().id(),
        line.product().category().name(),
        line.quantity(),
        money(line.product().price()),
        money(line.discount()),
        dirt == Dirt.NO_AMOUNT ? null : money(line.amount()),
        order.coupon().orElse(null),
        status(order, line),
        dirt == Dirt.FOREIGN_CURRENCY ? "USD" : "EUR",
        dirt == Dirt.NONE ? null : dirt.reason());
  }

  private @Nullable String customer(Order order, Line line, Dirt dirt) {
    if (order.person().kind() == Shopper.Kind.GUEST) {
      return null;
    }
    long number = order.person().number();
    boolean another = dirt == Dirt.TWO_CUSTOMERS && line.equals(order.lines().get(0));
    return Numbering.customer(another ? shop.neighbour(number) : number);
  }

  private static String status(Order order, Line line) {
    return line.quantity() < 0 ? "returned" : order.kind().name().toLowerCase(Locale.ROOT);
  }

  private static BigDecimal money(long cents) {
    return BigDecimal.valueOf(cents, 2);
  }
}
