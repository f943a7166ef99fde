package io.clientele.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A shop of few people who have several accounts, order as guests, share addresses and are joined
 * by a resolver that changes its mind; and what is to be made of it, over plain collections.
 */
final class PeopleShop {
  static final String SALT = "a secret of sixteen or more";
  private static final List<String> KEYS = List.of("email", "phone");
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
  private record Line(
      String order, String customer, String email, String phone, String time, int amount) {}

  private record Visit(String customer, String session, String time) {}

  private record Account(
      String id, String email, String phone, String registered, String consent) {}

  private record Link(String account, String person, String since) {}

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
    return day;
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

  // What is to be made of it.

  private Map<String, String> persons() {
    Map<String, List<Link>> byAccount =
        links.stream()
            .collect(Collectors.groupingBy(Link::account, TreeMap::new, Collectors.toList()));
    Map<String, String> persons = new TreeMap<>();
    byAccount.forEach(
        (account, rows) -> {
          String newest =
              rows.stream().map(Link::since).max(Comparator.naturalOrder()).orElseThrow();
          Set<String> people =
              rows.stream()
                  .filter(row -> row.since.equals(newest))
                  .map(Link::person)
                  .collect(Collectors.toSet());
          if (people.size() == 1) {
            persons.put(account, people.iterator().next());
          }
        });
    return persons;
  }

  /** The registered people of each keyed hash. */
  private Map<String, Set<String>> registered() {
    Map<String, Set<String>> registered = new TreeMap<>();
    for (Account account : accounts.values()) {
      String person = persons().getOrDefault(account.id, account.id);
      hashes(account.email, account.phone)
          .forEach(
              (key, hash) ->
                  registered.computeIfAbsent(key + " " + hash, any -> new TreeSet<>()).add(person));
    }
    return registered;
  }

  private static Map<String, String> hashes(String email, String phone) {
    Map<String, String> hashes = new TreeMap<>();
    String address = email.replace("\u00a0", "").replace(" ", "").toLowerCase(Locale.ROOT);
    if (address.contains("@")) {
      hashes.put("email", hash(address));
    }
    if (!phone.isEmpty()) {
      String digits = phone.replace(" ", "").replace("/", "");
      hashes.put(
          "phone",
          hash(
              digits.startsWith("+")
                  ? digits
                  : digits.startsWith("00")
                      ? "+" + digits.substring(2)
                      : "+49" + digits.substring(1)));
    }
    return hashes;
  }

  static String hash(String value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SALT.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** An order that is taken. */
  private record Taken(
      String id,
      @Nullable String person,
      @Nullable String account,
      Map<String, String> keys,
      int amount,
      int lines) {}

  private List<Taken> taken() {
    Map<String, List<Line>> byOrder =
        lines.stream()
            .collect(Collectors.groupingBy(Line::order, TreeMap::new, Collectors.toList()));
    List<Taken> taken = new ArrayList<>();
    byOrder.forEach(
        (id, ofOrder) -> {
          Set<String> named = named(ofOrder);
          Set<String> people =
              named.stream()
                  .map(account -> persons().getOrDefault(account, account))
                  .collect(Collectors.toSet());
          Map<String, Set<String>> stated = stated(ofOrder);
          boolean isTorn = stated.values().stream().anyMatch(values -> values.size() > 1);
          if (people.size() > 1 || (named.isEmpty() && isTorn)) {
            return;
          }
          Map<String, String> keys = new LinkedHashMap<>();
          stated.forEach(
              (key, values) -> {
                if (values.size() == 1) {
                  keys.put(key, values.iterator().next());
                }
              });
          String account = named.stream().min(Comparator.naturalOrder()).orElse(null);
          String person = account == null ? guest(keys) : people.iterator().next();
          int amount = ofOrder.stream().mapToInt(Line::amount).sum();
          taken.add(new Taken(id, person, account, keys, amount * 100, ofOrder.size()));
        });
    return taken;
  }

  private static Set<String> named(List<Line> ofOrder) {
    return ofOrder.stream()
        .map(Line::customer)
        .filter(customer -> !customer.isEmpty() && !customer.equals("0"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Set<String>> stated(List<Line> ofOrder) {
    Map<String, Set<String>> stated = new TreeMap<>();
    ofOrder.forEach(
        line ->
            hashes(line.email, line.phone)
                .forEach(
                    (key, hash) -> stated.computeIfAbsent(key, any -> new TreeSet<>()).add(hash)));
    return stated;
  }

  private @Nullable String guest(Map<String, String> keys) {
    for (String key : KEYS) {
      Set<String> owners = registered().getOrDefault(key + " " + keys.get(key), Set.of());
      if (owners.size() == 1) {
        return owners.iterator().next();
      }
    }
    return KEYS.stream()
        .map(keys::get)
        .filter(Objects::nonNull)
        .findFirst()
        .map(PeopleShop::guestId)
        .orElse(null);
  }

  static String guestId(String hash) {
    return "guest:" + hash.substring(0, 16);
  }

  /** Returns order, person, account, keys, amount and lines, sorted. */
  List<String> orders() {
    return taken().stream()
        .map(
            order ->
                "%s %s %s %s %d %d"
                    .formatted(
                        order.id,
                        order.person,
                        order.account,
                        new TreeMap<>(order.keys),
                        order.amount,
                        order.lines))
        .sorted()
        .toList();
  }

  /** Returns order and person of each product bought. */
  List<String> products() {
    return taken().stream()
        .filter(order -> order.person != null)
        .flatMap(order -> Stream.generate(() -> order.id + " " + order.person).limit(order.lines))
        .sorted()
        .toList();
  }

  /** Returns person, account, session and number of events. */
  List<String> sessions() {
    Map<String, Long> counted =
        visits.stream()
            .filter(visit -> !visit.customer.isEmpty() && !visit.customer.equals("0"))
            .collect(
                Collectors.groupingBy(
                    visit ->
                        "%s %s %s %s"
                            .formatted(
                                persons().getOrDefault(visit.customer, visit.customer),
                                visit.customer,
                                visit.session.isEmpty() ? "null" : visit.session,
                                visit.time.substring(0, 10)),
                    Collectors.counting()));
    return counted.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .sorted()
        .toList();
  }

  /** Returns person, day of registration, address and consent. */
  List<String> customers() {
    Map<String, List<Account>> byPerson =
        accounts.values().stream()
            .collect(
                Collectors.groupingBy(account -> persons().getOrDefault(account.id, account.id)));
    return byPerson.entrySet().stream()
        .map(
            entry -> {
              List<Account> own =
                  entry.getValue().stream()
                      .sorted(
                          Comparator.comparing(
                                  (Account account) -> !account.id.equals(entry.getKey()))
                              .thenComparing(Account::registered)
                              .thenComparing(Account::id))
                      .toList();
              String first =
                  own.stream()
                      .map(Account::registered)
                      .min(Comparator.naturalOrder())
                      .orElseThrow();
              Set<String> said = own.stream().map(Account::consent).collect(Collectors.toSet());
              String consent =
                  said.contains("false") ? "false" : said.contains("true") ? "true" : "null";
              return "%s %s %s %s"
                  .formatted(
                      entry.getKey(), first, own.get(0).email.replace("\u00a0", ""), consent);
            })
        .sorted()
        .toList();
  }

  /** Returns kind, key, person and what joined them, but for ids that somebody had before. */
  List<String> identities() {
    Map<String, String> rows = new TreeMap<>();
    Map<String, String> persons = persons();
    Stream.of(
            lines.stream().map(Line::customer).filter(id -> takenAccounts().contains(id)),
            visits.stream().map(Visit::customer),
            accounts.keySet().stream(),
            persons.keySet().stream())
        .flatMap(ids -> ids)
        .filter(id -> !id.isEmpty() && !id.equals("0"))
        .forEach(
            id ->
                rows.put(
                    "customer_id " + id,
                    persons.containsKey(id) ? persons.get(id) + " identity" : id + " own id"));
    Map<String, Set<String>> ofGuests = new TreeMap<>();
    for (Taken order : taken()) {
      if (order.account == null && order.person != null) {
        String first =
            KEYS.stream().map(order.keys::get).filter(Objects::nonNull).findFirst().orElseThrow();
        ofGuests
            .computeIfAbsent("customer_id " + guestId(first), any -> new TreeSet<>())
            .add(order.person);
        order.keys.forEach(
            (key, hash) ->
                ofGuests
                    .computeIfAbsent(key + " " + hash, any -> new TreeSet<>())
                    .add(order.person));
      }
    }
    ofGuests.forEach(
        (key, people) -> {
          String name = key.substring(key.indexOf(' ') + 1);
          String own = name.startsWith("guest:") ? name : guestId(name);
          rows.put(key, (people.contains(own) ? own : people.iterator().next()) + " guest orders");
        });
    registered()
        .forEach(
            (key, people) ->
                rows.put(
                    key,
                    people.size() > 1
                        ? guestId(key.substring(key.indexOf(' ') + 1)) + " shared"
                        : people.iterator().next() + " registration"));
    return rows.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .sorted()
        .toList();
  }

  /** An order of several accounts keeps the smallest. */
  private Set<String> takenAccounts() {
    return taken().stream()
        .map(Taken::account)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }
}
