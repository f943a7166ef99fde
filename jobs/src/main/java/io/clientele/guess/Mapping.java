package io.clientele.guess;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Maps the columns of a file that nobody knows, by their names and by what they hold. */
final class Mapping {
  private static final double MOST = 0.9;
  private static final int WORDS = 40;

  private final Beginning file;
  private final ZoneId zone;
  private final Set<String> free;
  private final Map<String, Guess> guesses = new LinkedHashMap<>();
  private final List<String> doubts = new ArrayList<>();

  private Mapping(Beginning file, ZoneId zone) {
    this.file = file;
    this.zone = zone;
    this.free = new LinkedHashSet<>(file.columns().keySet());
  }

  static Mapping of(Beginning file, ZoneId zone) {
    Mapping mapping = new Mapping(file, zone);
    mapping.people();
    mapping.times();
    mapping.text("order_id", values -> true);
    mapping.money();
    mapping.text("line_id", values -> true);
    mapping.text("product_id", values -> true);
    mapping.text("category", values -> true);
    mapping.number("discount");
    mapping.text("coupon_code", values -> true);
    mapping.text("status", values -> new HashSet<>(values).size() <= WORDS);
    mapping.text("currency", Mapping::areCurrencies);
    return mapping;
  }

  /** Returns what was found, by logical column. */
  Map<String, Guess> guesses() {
    return guesses;
  }

  /** Returns what somebody has to look at, in sentences. */
  List<String> doubts() {
    return doubts;
  }

  /** Returns the currency that stands on most rows. */
  Optional<String> currency() {
    return Optional.ofNullable(guesses.get("currency"))
        .flatMap(guess -> mostFrequent(file.values(column(guess))))
        .map(code -> code.toUpperCase(Locale.ROOT));
  }

  /** Returns whether the status stands on one row of an order for all of them. */
  boolean isStatusOfOrder() {
    return Optional.ofNullable(guesses.get("status"))
        .filter(guess -> new Repeats(file, orderColumn()).isStatedOnce(column(guess)))
        .isPresent();
  }

  /** Returns the column that a guess of one column is made of. */
  private static String column(Guess guess) {
    String sql = guess.sql();
    return sql.startsWith("`") ? sql.substring(1, sql.length() - 1).replace("``", "`") : sql;
  }

  static Optional<String> mostFrequent(List<String> values) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    values.forEach(value -> counts.merge(value, 1, Integer::sum));
    return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  /** Returns whether values are codes of currencies. */
  static boolean areCurrencies(List<String> values) {
    Set<String> known =
        new HashSet<>(
            Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode).toList());
    return values.stream().filter(value -> known.contains(value.toUpperCase(Locale.ROOT))).count()
        >= MOST * values.size();
  }

  /** Without an id of the customer, the address says who somebody is. */
  private void people() {
    List<String> mails =
        free.stream()
            .filter(
                column -> {
                  List<String> values = file.values(column);
                  return !values.isEmpty()
                      && values.stream().filter(value -> value.matches("[^@\\s]+@[^@\\s]+")).count()
                          >= MOST * values.size();
                })
            .toList();
    List<String> others = free.stream().filter(column -> !mails.contains(column)).toList();
    Optional<String> id =
        Names.like("customer_id", others).stream()
            .filter(column -> !file.values(column).isEmpty())
            .filter(column -> mails.isEmpty() || !areNames(file.values(column)))
            .findFirst();
    if (id.isPresent()) {
      take("customer_id", id.get(), quoted(id.get()), "by its name");
      if (areNames(file.values(id.get()))) {
        doubts.add(id.get() + " seems to hold names: two people of one name would be one");
      }
    } else if (!mails.isEmpty()) {
      String mail = Names.first("email", mails).orElse(mails.get(0));
      take(
          "customer_id",
          mail,
          "lower(trim(" + quoted(mail) + "))",
          "no column of ids: the e-mail address says who it is");
    }
    mails.forEach(free::remove);
  }

  private static boolean areNames(List<String> values) {
    return 2 * values.stream().filter(value -> value.matches("\\p{L}+[ ,]+\\p{L}.*")).count()
        > values.size();
  }

  private void times() {
    List<String> candidates = new ArrayList<>(Names.like("ordered_at", free));
    free.stream().filter(column -> !candidates.contains(column)).forEach(candidates::add);
    int named = Names.like("ordered_at", free).size();
    for (int index = 0; index < candidates.size(); index++) {
      String column = candidates.get(index);
      if (isTime(file.types().getOrDefault(column, ""))) {
        take("ordered_at", column, quoted(column), "a column of times");
        return;
      }
      Optional<Times.Written> written = Times.in(file.values(column), zone);
      boolean isNumber = Amounts.in(file.values(column)).isPresent();
      if (written.isPresent() && (index < named || !isNumber)) {
        take(
            "ordered_at",
            column,
            written.get().sql().replace("COLUMN", quoted(column)),
            (index < named ? "by its name; " : "by what it holds; ") + written.get().told());
        return;
      }
    }
  }

  private static boolean isTime(String type) {
    return type.startsWith("timestamp") || type.equals("date");
  }

  private void money() {
    Optional<String> amount = numeric("amount", values -> true);
    Optional<String> price = numeric("unit_price", values -> true);
    Optional<String> quantity = numeric("quantity", Amounts::arePieces);
    boolean isTotal =
        amount.filter(column -> new Repeats(file, orderColumn()).repeats(column)).isPresent();
    if (isTotal) {
      doubts.add(
          amount.orElse("")
              + " is the same on all rows of an order: taken for the order's total, which would count once a row, and left out");
      amount.ifPresent(free::remove);
    }
    boolean hasLineAmount = amount.isPresent() && !isTotal;
    if (hasLineAmount) {
      number("amount");
    }
    if (quantity.isPresent()) {
      take("quantity", quantity.get(), sql(quantity.get()), "by its name");
    }
    if (price.isPresent() && quantity.isPresent()) {
      take("unit_price", price.get(), sql(price.get()), "by its name" + told(price.get()));
    } else if (price.isPresent() && !hasLineAmount) {
      take("amount", price.get(), sql(price.get()), "the only column of money" + told(price.get()));
    }
  }

  private Optional<String> orderColumn() {
    return Optional.ofNullable(guesses.get("order_id")).map(Mapping::column);
  }

  private Optional<String> numeric(String logical, Predicate<List<String>> condition) {
    return Names.like(logical, free).stream()
        .filter(column -> Amounts.in(file.values(column)).isPresent())
        .filter(column -> condition.test(file.values(column)))
        .findFirst();
  }

  private void number(String logical) {
    numeric(logical, values -> true)
        .ifPresent(column -> take(logical, column, sql(column), "by its name" + told(column)));
  }

  private void text(String logical, Predicate<List<String>> condition) {
    Names.like(logical, free).stream()
        .filter(column -> !file.values(column).isEmpty())
        .filter(column -> condition.test(file.values(column)))
        .findFirst()
        .ifPresent(column -> take(logical, column, quoted(column), "by its name"));
  }

  private String sql(String column) {
    return file.isText(column)
        ? Amounts.in(file.values(column))
            .map(written -> written.sql().replace("COLUMN", quoted(column)))
            .orElse(quoted(column))
        : quoted(column);
  }

  private String told(String column) {
    return file.isText(column)
        ? Amounts.in(file.values(column)).map(written -> "; " + written.told()).orElse("")
        : "";
  }

  private void take(String logical, String column, String sql, String why) {
    guesses.put(logical, new Guess(logical, sql, why));
    free.remove(column);
  }

  /** Returns a name as an expression has to write it. */
  static String quoted(String column) {
    boolean isPlain =
        column.matches("[A-Za-z_][A-Za-z0-9_]*")
            && !RESERVED.contains(column.toLowerCase(Locale.ROOT));
    return isPlain ? column : "`" + column.replace("`", "``") + "`";
  }

  /** Names that an expression takes for something else. */
  private static final Set<String> RESERVED =
      new HashSet<>(
          Arrays.asList(
              "user",
              "current_date",
              "current_time",
              "current_timestamp",
              "current_user",
              "null",
              "true",
              "false",
              "case",
              "when",
              "not",
              "and",
              "or",
              "interval",
              "date",
              "timestamp"));
}
