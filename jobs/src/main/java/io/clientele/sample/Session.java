package io.clientele.sample;

import io.clientele.sample.Assortment.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** A session being written down, event by event. */
final class Session {
  private final @Nullable String customer;
  private final String id;
  private final Randomness random;
  private final long closes;
  private final List<Row> events = new ArrayList<>();
  private long start;

  /** Begins a session whose events count only while the shop has not closed for good. */
  Session(@Nullable String customer, String id, Randomness random, long closes) {
    this.customer = customer;
    this.id = id;
    this.random = random;
    this.closes = closes;
  }

  /** Returns the same session of somebody who did not sign in, before its first event. */
  Session withoutCustomer() {
    return new Session(null, id, random, closes);
  }

  Randomness random() {
    return random;
  }

  void startsAt(long second) {
    start = second;
  }

  /** Adds what happened so many seconds after the start. */
  void add(String type, long after) {
    add(type, after, null);
  }

  /** Adds what happened to a product so many seconds after the start. */
  void add(String type, long after, @Nullable Product product) {
    long second = start + after;
    if (second < closes) {
      String productId = product == null ? null : product.id();
      events.add(RowFactory.create(customer, id, second, type, productId));
    }
  }

  Stream<Row> rows() {
    return events.stream();
  }
}
