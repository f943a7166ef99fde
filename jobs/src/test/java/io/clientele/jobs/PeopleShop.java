package io.clientele.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A shop of few people who have several accounts, order as guests, share addresses and are joined
 * by a resolver that changes its mind.
 */
final class PeopleShop {
  static final String SALT = "a secret of sixteen or more";
  private static final List<String> ACCOUNTS =
      List.of("a1", "a2", "a3", "b1", "b2", "c1", "d1", "d2", "0");
  private static final List<String> EMAILS =
      List.of("anna@example.com", "ben@example.com", "cem@example.com", "dora@example.com");
  private static final List<String> PHONES = List.of("+49301234567", "+49891234567");

  private final Path folder;
  private final Random random;
  private final List<Line> lines = new ArrayList<>();
  private final List<Visit> visits = new ArrayList<>();
  private final Map<String, Account> accounts = new TreeMap<>();
  private final List<Link> links = new ArrayList<>();
  private int night;

  /** An order line as the shop writes it; empty texts are absent. */
  record Line(String order, String customer, String email, String phone, String time, int amount) {}

  record Visit(String customer, String session, String time) {}

  record Account(String id, String email, String phone, String registered, String consent) {}

  record Link(String account, String person, String since) {}

  PeopleShop(Path folder, long seed) {
    this.folder = folder;
    this.random = new Random(seed);
  }

  /** Returns the shop as a job sees it. */
  ExportShop shop(String warehouse, String format) {
    return new ExportShop(
            folder,
            format,
            "order_id = o",
            "customer_id = c",
            "email = e",
            "phone = p",
            "ordered_at = t",
            "amount = a",
            "product_id = 'p'")
        .with("warehouse.path", folder.resolve(warehouse).toString())
        .with("identity.guests-by", "[email, phone]")
        .with("identity.salt", SALT)
        .with("shop.country", "DE")
        .with("delivery.phone.countries", "{ DE { code = 49, trunk = \"0\" } }")
        .with("source.customers.format", "csv")
        .with("source.customers.options", "{ header = true }")
        .with("source.customers.path", folder.resolve("customers").toString())
        .with("source.customers.columns.customer_id", "c")
        .with("source.customers.columns.email", "e")
        .with("source.customers.columns.phone", "p")
        .with("source.customers.columns.registered_at", "r")
        .with("source.customers.columns.consent", "y")
        .with("source.identity.format", "csv")
        .with("source.identity.options", "{ header = true }")
        .with("source.identity.path", folder.resolve("identity").toString())
        .with("source.identity.columns.customer_id", "c")
        .with("source.identity.columns.person_id", "p")
        .with("source.identity.columns.valid_from", "v")
        .with("source.events.format", "csv")
        .with("source.events.options", "{ header = true }")
        .with("source.events.path", folder.resolve("events").toString())
        .with("source.events.columns.customer_id", "c")
        .with("source.events.columns.session_id", "s")
        .with("source.events.columns.occurred_at", "t")
        .with("source.events.columns.event_type", "'cart'");
  }

  /** Returns what is to be made of it. */
  PeopleOracle oracle() {
    return new PeopleOracle(lines, visits, accounts, links);
  }

  /** Another night: more orders and visits, other accounts, other links. */
  String next() {
    night++;
    String day = "2025-03-%02d".formatted(night);
    List<Line> more = new ArrayList<>();
    for (int order = 0; order < 7; order++) {
      order(day, more);
    }
    if (night > 2) {
      // A late line of an order that nobody has been named for, or somebody has.
      Line old = lines.get(random.nextInt(lines.size()));
      more.add(new Line(old.order, any(ACCOUNTS, 4), "", "", old.time, 1));
    }
    lines.addAll(more);
    List<Visit> seen = new ArrayList<>();
    for (int visit = 0; visit < 4; visit++) {
      seen.add(new Visit(any(ACCOUNTS, 9), any(List.of("s1", "s2"), 3), day + " 08:00:00"));
    }
    visits.addAll(seen);
    changePeople();
    write(more, seen);
    return day;
  }

  private void changePeople() {
    for (int change = 0; change < 2; change++) {
      String id = any(ACCOUNTS.subList(0, 8), 1);
      accounts.put(
          id,
          new Account(
              id, email(), any(PHONES, 3), "2025-03-0" + (1 + random.nextInt(night)), consent()));
    }
    if (random.nextInt(3) > 0) {
      links.add(
          new Link(
              any(ACCOUNTS.subList(0, 8), 1),
              any(List.of("a1", "P7", "b1", "c1", "Q"), 1),
              "2025-02-0" + (1 + random.nextInt(9))));
    }
  }

  private void write(List<Line> more, List<Visit> seen) {
    write(
        "exports",
        "orders-%02d.csv".formatted(night),
        "o,c,e,p,t,a",
        more.stream()
            .map(
                line ->
                    row(
                        line.order,
                        line.customer,
                        line.email,
                        line.phone,
                        line.time,
                        "" + line.amount)));
    write(
        "events",
        "events-%02d.csv".formatted(night),
        "c,s,t",
        seen.stream().map(visit -> row(visit.customer, visit.session, visit.time)));
    write(
        "customers",
        "customers.csv",
        "c,e,p,r,y",
        accounts.values().stream()
            .map(
                account ->
                    row(
                        account.id,
                        account.email,
                        account.phone,
                        account.registered,
                        account.consent)));
    write(
        "identity",
        "identity.csv",
        "c,p,v",
        links.stream().map(link -> row(link.account, link.person, link.since)));
  }

  private void order(String day, List<Line> more) {
    String id = "o%02d-%d".formatted(night, more.size());
    String customer = random.nextInt(2) == 0 ? any(ACCOUNTS, 1) : "";
    String email = random.nextInt(3) > 0 ? email() : "";
    String phone = random.nextInt(3) == 0 ? phone() : "";
    more.add(new Line(id, customer, email, phone, day + " 10:00:00", 10));
    if (random.nextInt(3) == 0) {
      // Shops write most things on the first line alone.
      more.add(new Line(id, "", random.nextInt(6) == 0 ? email() : "", "", day + " 10:00:00", 5));
    }
  }

  private String email() {
    String email = any(EMAILS, 1);
    return switch (random.nextInt(5)) {
      case 0 -> email.toUpperCase(Locale.ROOT);
      case 1 -> "\u00a0" + email.replace("@", " @");
      case 2 -> random.nextInt(4) == 0 ? "not an address" : email;
      default -> email;
    };
  }

  private String phone() {
    String phone = any(PHONES, 1);
    return switch (random.nextInt(3)) {
      case 0 -> "0" + phone.substring(3, 5) + " / " + phone.substring(5);
      case 1 -> "00" + phone.substring(1);
      default -> phone;
    };
  }

  private String consent() {
    return any(List.of("true", "false"), 3);
  }

  /** One of some texts; empty in one of so many cases, never where it is 1. */
  private String any(List<String> texts, int emptyInSo) {
    return emptyInSo > 1 && random.nextInt(emptyInSo) == 0
        ? ""
        : texts.get(random.nextInt(texts.size()));
  }

  private static String row(String... values) {
    return String.join(",", values);
  }

  private void write(String source, String file, String header, Stream<String> rows) {
    try {
      Files.createDirectories(folder.resolve(source));
      Files.write(
          folder.resolve(source).resolve(file), Stream.concat(Stream.of(header), rows).toList());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
