package io.clientele.jobs;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What is to be made of a shop's people, over plain collections.
 *
 * @param lines order lines
 * @param visits events
 * @param accounts customers by id
 * @param links rows of the identity source
 */
record PeopleOracle(
    List<PeopleShop.Line> lines,
    List<PeopleShop.Visit> visits,
    Map<String, PeopleShop.Account> accounts,
    List<PeopleShop.Link> links) {
  private static final List<String> KEYS = List.of("email", "phone");

  private Map<String, String> persons() {
    Map<String, List<PeopleShop.Link>> byAccount =
        links.stream()
            .collect(
                Collectors.groupingBy(PeopleShop.Link::account, TreeMap::new, Collectors.toList()));
    Map<String, String> persons = new TreeMap<>();
    byAccount.forEach(
        (account, rows) -> {
          String newest =
              rows.stream()
                  .map(PeopleShop.Link::since)
                  .max(Comparator.naturalOrder())
                  .orElseThrow();
          Set<String> people =
              rows.stream()
                  .filter(row -> row.since().equals(newest))
                  .map(PeopleShop.Link::person)
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
    for (PeopleShop.Account account : accounts.values()) {
      String person = persons().getOrDefault(account.id(), account.id());
      hashes(account.email(), account.phone())
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
      mac.init(new SecretKeySpec(PeopleShop.SALT.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
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
    Map<String, List<PeopleShop.Line>> byOrder =
        lines.stream()
            .collect(
                Collectors.groupingBy(PeopleShop.Line::order, TreeMap::new, Collectors.toList()));
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
          int amount = ofOrder.stream().mapToInt(PeopleShop.Line::amount).sum();
          taken.add(new Taken(id, person, account, keys, amount * 100, ofOrder.size()));
        });
    return taken;
  }

  private static Set<String> named(List<PeopleShop.Line> ofOrder) {
    return ofOrder.stream()
        .map(PeopleShop.Line::customer)
        .filter(customer -> !customer.isEmpty() && !customer.equals("0"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Set<String>> stated(List<PeopleShop.Line> ofOrder) {
    Map<String, Set<String>> stated = new TreeMap<>();
    ofOrder.forEach(
        line ->
            hashes(line.email(), line.phone())
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
        .map(PeopleOracle::guestId)
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
            .filter(visit -> !visit.customer().isEmpty() && !visit.customer().equals("0"))
            .collect(
                Collectors.groupingBy(
                    visit ->
                        "%s %s %s %s"
                            .formatted(
                                persons().getOrDefault(visit.customer(), visit.customer()),
                                visit.customer(),
                                visit.session().isEmpty() ? "null" : visit.session(),
                                visit.time().substring(0, 10)),
                    Collectors.counting()));
    return counted.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .sorted()
        .toList();
  }

  /** Returns person, day of registration, address and consent. */
  List<String> customers() {
    Map<String, List<PeopleShop.Account>> byPerson =
        accounts.values().stream()
            .collect(
                Collectors.groupingBy(
                    account -> persons().getOrDefault(account.id(), account.id())));
    return byPerson.entrySet().stream()
        .map(
            entry -> {
              List<PeopleShop.Account> own =
                  entry.getValue().stream()
                      .sorted(
                          Comparator.comparing(
                                  (PeopleShop.Account account) ->
                                      !account.id().equals(entry.getKey()))
                              .thenComparing(PeopleShop.Account::registered)
                              .thenComparing(PeopleShop.Account::id))
                      .toList();
              String first =
                  own.stream()
                      .map(PeopleShop.Account::registered)
                      .min(Comparator.naturalOrder())
                      .orElseThrow();
              Set<String> said =
                  own.stream().map(PeopleShop.Account::consent).collect(Collectors.toSet());
              String consent =
                  said.contains("false") ? "false" : said.contains("true") ? "true" : "null";
              return "%s %s %s %s"
                  .formatted(
                      entry.getKey(), first, own.get(0).email().replace("\u00a0", ""), consent);
            })
        .sorted()
        .toList();
  }

  /** Returns kind, key, person and what joined them, but for ids that somebody had before. */
  List<String> identities() {
    Map<String, String> rows = new TreeMap<>();
    Map<String, String> persons = persons();
    Stream.of(
            lines.stream()
                .map(PeopleShop.Line::customer)
                .filter(id -> takenAccounts().contains(id)),
            visits.stream().map(PeopleShop.Visit::customer),
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
          boolean areSeveral = people.size() > 1 && !key.startsWith("customer_id ");
          rows.put(
              key,
              (people.contains(own) ? own : people.iterator().next())
                  + (areSeveral ? " several guests" : " guest orders"));
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
