package io.clientele.jobs;

import io.clientele.schema.CustomerSegments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A shop of a few people, written by hand, whose guests and accounts are joined. */
final class LivesShop {
  private final Path folder;
  private final ExportShop shop;

  /** A shop without customers, links, visits or orders. */
  LivesShop(Path folder) {
    this.folder = folder;
    this.shop =
        new PeopleShop(folder, 1)
            .shop("warehouse", "delta")
            .with("quality.max-customer-share", "1")
            .with("families.prediction.enabled", "false")
            .with("families.clusters.enabled", "false")
            .with("families.behaviour.enabled", "false")
            .with("families.rfm.enabled", "false")
            .with("families.price-sensitivity.enabled", "false")
            .with("families.lifecycle.method", "rhythm");
    events();
    identity();
    customers();
  }

  ExportShop shop() {
    return shop;
  }

  /** The events are now: customer, session, time. */
  void events(String... rows) {
    write("events", "c,s,t", rows);
  }

  /** The links are now: account, person, since. */
  void identity(String... rows) {
    write("identity", "c,p,v", rows);
  }

  /** The customers are now: id, address, phone, day of registration, consent. */
  void customers(String... rows) {
    write("customers", "c,e,p,r,y", rows);
  }

  /** The orders are now: id, customer, address, phone, time, amount. */
  void orders(String... lines) {
    Path exports = folder.resolve("exports");
    if (Files.exists(exports)) {
      try (Stream<Path> files = Files.list(exports)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    moreOrders(lines);
  }

  /** More orders have come. */
  void moreOrders(String... lines) {
    shop.export(Stream.concat(Stream.of("o,c,e,p,t,a"), Stream.of(lines)).toArray(String[]::new));
  }

  /** Ingests. */
  RunReport ingest(String date) {
    return shop.does(Commands.INGEST, date);
  }

  /** Ingests and labels. */
  void night(String date) {
    ingest(date);
    shop.does(Commands.FEATURES, date);
    shop.does(Commands.SEGMENTS, date);
  }

  /** The segments of a date: customer and some columns. */
  List<String> segments(String date, String... columns) {
    String isOfDate = "segment_date = date '%s'".formatted(date);
    return shop
        .rows(
            CustomerSegments.SCHEMA,
            Stream.concat(Stream.of(isOfDate, "customer_id"), Stream.of(columns))
                .toArray(String[]::new))
        .stream()
        .filter(row -> row.startsWith("true "))
        .map(row -> row.substring("true ".length()))
        .toList();
  }

  /** The control bucket of an id, as an expression. */
  static String bucket(String id) {
    return "cast(conv(substring(sha2('clientele:' || %s, 256), 1, 15), 16, 10) as bigint) %% 10000"
        .formatted(id);
  }

  private void write(String source, String header, String... rows) {
    try {
      Files.createDirectories(folder.resolve(source));
      Files.write(
          folder.resolve(source).resolve("all.csv"),
          Stream.concat(Stream.of(header), Stream.of(rows)).toList());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
