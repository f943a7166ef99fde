package io.clientele.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the block {@code identity}, and what phone numbers need. */
final class IdentityReader {
  /** Shorter ones can be tried out: a hashed address would be as good as a clear one. */
  private static final int SHORTEST_SALT = 16;

  /** What the row rules call their own columns, besides those that begin as below. */
  private static final Set<String> TAKEN =
      Set.of(
          "back_units",
          "broken",
          "broken_place",
          "cancelled_lines",
          "converted",
          "counted",
          "coupons",
          "currency_word",
          "customer_text",
          "discount_units",
          "exact",
          "filter",
          "first",
          "id_fault",
          "instant",
          "kept",
          "kind",
          "last",
          "line_before",
          "line_day",
          "line_hash",
          "line_reason",
          "lines",
          "named_customer",
          "negative_lines",
          "newest",
          "nobody",
          "paid_units",
          "place",
          "positive_lines",
          "price_units",
          "query",
          "rate",
          "refund_units",
          "refunded",
          "row",
          "row_class",
          "row_day",
          "status_word",
          "sums",
          "taken_off",
          "thousandths",
          "times",
          "units",
          "updated");

  private static final List<String> TAKEN_BEGINNINGS =
      List.of(
          "also_", "has_", "is_", "key_", "least_", "most_", "order_", "own_", "source_",
          "stated_");

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private IdentityReader() {}

  /** Returns the names of the keys, each once, as they are written. */
  static List<String> keys(Section identity) {
    List<String> keys = new ArrayList<>(new LinkedHashSet<>(identity.texts("guests-by")));
    for (String key : keys) {
      boolean isTaken =
          !List.of("email", "phone").contains(key)
              && LogicalColumn.of("orders").stream().anyMatch(known -> known.name().equals(key));
      if (isTaken || !key.matches("[a-z][a-z0-9_]*")) {
        identity.problem(
            "guests-by",
            "names " + key + ", which is no key of a person",
            "name email, phone or a column of your own, in small letters");
      } else if (isReserved(key)) {
        identity.problem(
            "guests-by",
            "names " + key + ", which the row rules call something else",
            "give the column another name, such as my_" + key);
      }
    }
    return keys;
  }

  /** Holds for names that the row rules give to columns of their own. */
  private static boolean isReserved(String key) {
    return TAKEN.contains(key) || TAKEN_BEGINNINGS.stream().anyMatch(key::startsWith);
  }

  static IdentitySettings read(
      Section identity, List<String> keys, PhoneSettings phones, Optional<SourcesSettings> known) {
    Optional<String> salt = identity.optionalText("salt");
    if (!keys.isEmpty() && salt.orElse("").length() < SHORTEST_SALT && identity.sound("salt")) {
      identity.problem(
          "salt",
          salt.isEmpty() ? "is missing" : "is shorter than %d characters".formatted(SHORTEST_SALT),
          "give a random text that nobody else knows, for example from the environment:"
              + " salt = ${?CLIENTELE_IDENTITY_SALT}");
    }
    known.ifPresent(sources -> keys.forEach(key -> mapped(identity, sources, key)));
    return new IdentitySettings(keys, salt.orElse(""), phones);
  }

  private static void mapped(Section identity, SourcesSettings sources, String key) {
    if (!sources.orders().maps(key)) {
      identity.problem("guests-by", "names " + key, "map source.orders.columns." + key + " too");
    }
    if (sources.customers().isPresent() && !sources.customers().get().maps(key)) {
      identity.problem("guests-by", "names " + key, "map source.customers.columns." + key + " too");
    }
  }

  /** Reads the calling codes. */
  static PhoneSettings phones(Section shop, Section countries) {
    Optional<String> country = shop.optionalText("country");
    country
        .filter(code -> !COUNTRIES.contains(code))
        .ifPresent(
            code ->
                shop.problem(
                    "country",
                    "is " + code + ", no country",
                    "write two capital letters of ISO 3166-1, such as DE or US"));
    Map<String, PhoneSettings.Country> codes = new LinkedHashMap<>();
    for (String code : countries.names()) {
      Section of = countries.section(code);
      String calling = of.text("code");
      String trunk = of.verbatim("trunk").orElse("");
      if (!COUNTRIES.contains(code)) {
        countries.problem(
            code, "is no country", "write two capital letters of ISO 3166-1, such as DE or US");
      } else if (!calling.matches("[1-9][0-9]{0,3}")) {
        of.problem("code", "is " + calling, "needs a calling code in digits, such as 49");
      } else if (!trunk.matches("[0-9]{0,3}")) {
        of.problem("trunk", "is " + trunk, "needs digits, such as \"0\", or nothing");
      }
      codes.put(code, new PhoneSettings.Country(calling, trunk));
    }
    return new PhoneSettings(country, codes);
  }
}
