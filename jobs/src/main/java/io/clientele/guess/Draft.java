package io.clientele.guess;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;

/**
 * A configuration that reads a file of orders.
 *
 * @param conf its text
 * @param told what it was made from, in sentences
 */
public record Draft(String conf, List<String> told) {
  private static final String GUESS = "  # guess: the one on most rows";

  /** Keeps its own copy. */
  public Draft {
    told = List.copyOf(told);
  }

  /**
   * Looks at a file and writes one.
   *
   * @throws ClienteleException with exit code 2 where the file is no export of the shop that was
   *     named, or its currency is unknown; 3 where it cannot be read
   */
  public static Draft of(SparkSession spark, Request request) {
    Beginning file = new BeginningReader(spark).read(request.path());
    Set<String> header = file.columns().keySet();
    request.shop().ifPresent(shop -> refuseOther(shop, request.path(), header));
    Optional<ReadyShop> shop = request.shop().or(() -> ReadyShop.writing(header));
    return shop.map(ready -> ready(request, file, ready)).orElseGet(() -> guessed(request, file));
  }

  private static void refuseOther(ReadyShop shop, String path, Set<String> header) {
    List<String> missing = shop.missing(header);
    if (!missing.isEmpty()) {
      throw ClienteleException.of(
          ExitCode.USAGE,
          "%s is no export of %s: it lacks %s"
              .formatted(path, shop.word(), String.join(", ", missing)),
          "the file has " + String.join(", ", header),
          "leave out --from, so that columns are mapped by their names and values");
    }
  }

  private static Draft ready(Request request, Beginning file, ReadyShop shop) {
    List<String> codes = shop.currencyColumn().map(file::values).orElse(List.of());
    String currency = currency(request, Mapping.mostFrequent(codes));
    String text =
        shop.text()
            .replace("path = null", "path = " + ConfText.quoted(request.path()))
            .replace("time-zone = null", "time-zone = " + ConfText.quoted(request.zone().getId()))
            .replace(
                "currency = null",
                "currency = " + currency + (request.currency().isPresent() ? "" : GUESS));
    if (shop == ReadyShop.GA4) {
      text = text.replace("format = json", "format = " + file.format());
    }
    text = ConfText.withOptions(text, file);
    List<String> told = new ArrayList<>();
    told.add(
        "%s is an export of %s: conf/shops/%s.conf"
            .formatted(request.path(), shop.word(), shop.word()));
    Set<String> foreign = foreign(codes, currency);
    foreign.forEach(
        code -> told.add("rows in " + code + " need a rate: --set shop.rates." + code + "=..."));
    return new Draft(ConfText.withRates(text, foreign), told);
  }

  private static Draft guessed(Request request, Beginning file) {
    Mapping mapping = Mapping.of(file, request.zone());
    String currency = currency(request, mapping.currency());
    List<String> told = new ArrayList<>();
    told.add(
        "%s is no export known here: its columns were mapped by their names and by %,d rows"
            .formatted(request.path(), file.rows()));
    told.addAll(mapping.doubts());
    return new Draft(new ConfText(request, file).of(mapping, currency), told);
  }

  private static String currency(Request request, Optional<String> found) {
    return request
        .currency()
        .or(() -> found)
        .orElseThrow(
            () ->
                ClienteleException.of(
                    ExitCode.USAGE,
                    "No column says which currency amounts are in",
                    request.path(),
                    "give it, such as --currency EUR"));
  }

  private static Set<String> foreign(List<String> codes, String own) {
    Set<String> foreign = new TreeSet<>();
    codes.stream()
        .map(code -> code.toUpperCase(Locale.ROOT))
        .filter(code -> !code.equals(own))
        .filter(code -> code.matches("[A-Z]{3}"))
        .forEach(foreign::add);
    return foreign;
  }
}
