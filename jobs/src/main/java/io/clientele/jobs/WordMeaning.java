package io.clientele.jobs;

import io.clientele.settings.Settings;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is made of the words that sources use. */
final class WordMeaning {
  /** Statuses of orders that came about, in shop systems that are widely used. */
  private static final Set<String> BOUGHT =
      Set.of(
          "complete",
          "completed",
          "paid",
          "processing",
          "shipped",
          "partially shipped",
          "partially_shipped",
          "partially fulfilled",
          "partial",
          "fulfilled",
          "unfulfilled",
          "delivered",
          "dispatched",
          "closed",
          "success",
          "succeeded",
          "authorized",
          "invoiced");

  /** Statuses of orders that may not have come about, or not have stayed so. */
  private static final Set<String> DOUBTFUL =
      Set.of(
          "pending",
          "pending payment",
          "pending_payment",
          "on-hold",
          "on hold",
          "holded",
          "awaiting payment",
          "awaiting fulfillment",
          "awaiting shipment",
          "awaiting pickup",
          "manual verification required",
          "payment review",
          "payment_review",
          "disputed",
          "refunded",
          "partially refunded",
          "partially_refunded",
          "returned",
          "chargeback",
          "unpaid",
          "open",
          "new",
          "created");

  private static final Set<String> EVENTS = Set.of("view", "cart", "checkout", "purchase");
  private static final Set<String> YES = Set.of("t", "true", "y", "yes", "1");
  private static final Set<String> NO = Set.of("f", "false", "n", "no", "0");

  private final Settings settings;

  WordMeaning(Settings settings) {
    this.settings = settings;
  }

  /** Returns the words of a source with what was made of them, unknown ones first. */
  List<RunReport.WordRead> of(ClassTotals totals, boolean isPriced) {
    Comparator<RunReport.WordRead> order =
        Comparator.comparing((RunReport.WordRead word) -> Word.COLUMNS.indexOf(word.column()))
            .thenComparing(RunReport.WordRead::isKnown)
            .thenComparing(word -> -word.total().rows())
            .thenComparing(RunReport.WordRead::word);
    return totals.words().entrySet().stream()
        .map(word -> read(word, isPriced))
        .sorted(order)
        .toList();
  }

  private RunReport.WordRead read(Map.Entry<Word, ClassTotals.Sums> entry, boolean isPriced) {
    Word word = entry.getKey();
    Optional<BigDecimal> amount =
        isPriced ? Optional.of(entry.getValue().exact()) : Optional.empty();
    Meaning meaning = meaning(word);
    return new RunReport.WordRead(
        word.column(),
        word.word(),
        new RunReport.Total(entry.getValue().lines(), amount),
        meaning.text(),
        meaning.isKnown());
  }

  /**
   * What is made of a word.
   *
   * @param text for people
   * @param isKnown whether the word says the same
   */
  record Meaning(String text, boolean isKnown) {}

  /** Returns what is made of a word. */
  Meaning meaning(Word word) {
    String text = word.word();
    return switch (word.column()) {
      case "status" -> status(text);
      case "currency" -> currency(text);
      case "nobody" -> new Meaning("a guest", true);
      case "event_type" ->
          EVENTS.contains(text)
              ? new Meaning("taken", true)
              : new Meaning("rejected: map it to view, cart, checkout or purchase", false);
      default -> consent(text);
    };
  }

  private Meaning status(String text) {
    if (settings.quality().cancelledStatuses().contains(text)) {
      return new Meaning("cancelled", true);
    }
    if (BOUGHT.contains(text)) {
      return new Meaning("bought", true);
    }
    return new Meaning(DOUBTFUL.contains(text) ? "bought: is it?" : "bought: unknown word", false);
  }

  private Meaning currency(String text) {
    BigDecimal rate = settings.shop().rates().get(text);
    if (text.equals(settings.shop().currency())) {
      return new Meaning("the shop's", true);
    }
    return rate == null
        ? new Meaning("rejected: no rate", false)
        : new Meaning("at " + rate.toPlainString(), true);
  }

  private static Meaning consent(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (YES.contains(word)) {
      return new Meaning("given", true);
    }
    return NO.contains(word)
        ? new Meaning("not given", true)
        : new Meaning("not known: map it to true or false", false);
  }
}
