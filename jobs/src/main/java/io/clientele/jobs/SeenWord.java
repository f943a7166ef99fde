package io.clientele.jobs;

import io.clientele.settings.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A word of the shop's and what is made of it.
 *
 * @param column the logical column it stands in
 * @param word the word; empty for none
 * @param rows the rows it stands on
 * @param made what is made of it
 * @param standing how well it is known
 */
public record SeenWord(String column, String word, long rows, String made, Standing standing) {
  /** The columns whose words decide something. */
  public static final List<String> COLUMNS = List.of("status", "currency", "event_type", "consent");

  /** As much as can be read at a glance; a column of more holds no words. */
  static final int MOST = 40;

  /** Bought, as far as orders go; what becomes of the money is another matter. */
  private static final Set<String> DOUBTFUL =
      words(
          "pending, on-hold, pending-payment, awaiting-payment, awaiting-fulfillment, authorized,"
              + " unpaid, partially-paid, refunded, partially-refunded, returned,"
              + " partially-returned, chargeback, disputed, payment-review, manual-verification-required");

  private static final Set<String> BOUGHT =
      words(
          "paid, complete, completed, closed, shipped, partially-shipped, delivered, fulfilled,"
              + " partially-fulfilled, processing, processed, success, succeeded, done, active,"
              + " approved, accepted, confirmed, invoiced, captured, settled, awaiting-shipment,"
              + " awaiting-pickup, ready, purchase, purchased, ordered, sale, sold, new, open");

  private static final Set<String> EVENTS = words("view, cart, checkout, purchase");

  // As Spark casts a text to a boolean.
  private static final Set<String> YES = words("t, true, y, yes, 1");
  private static final Set<String> NO = words("f, false, n, no, 0");

  /** How well a word is known, the least known first. */
  public enum Standing {
    /** Nobody knows what it means. */
    UNKNOWN,
    /** It is taken for something that it may not be. */
    DOUBTFUL,
    /** It says what is made of it. */
    KNOWN
  }

  /** Returns what is said of a column that holds more than words. */
  static SeenWord tooMany(String column, int different, long rows) {
    String made = "unknown: %,d different ones, too many for words".formatted(different);
    return new SeenWord(column, "..", rows, made, Standing.UNKNOWN);
  }

  /** Returns a word of a column, as it may be shown, with what the settings make of it. */
  static SeenWord of(Settings settings, String column, String word, long rows) {
    SeenWord seen = judged(settings, column, word, rows);
    return new SeenWord(column, Masked.word(word), rows, seen.made(), seen.standing());
  }

  private static SeenWord judged(Settings settings, String column, String word, long rows) {
    return switch (column) {
      case "status" -> ofStatus(settings, word, rows);
      case "currency" -> ofCurrency(settings, word, rows);
      case "event_type" ->
          EVENTS.contains(word.toLowerCase(Locale.ROOT))
              ? known(column, word, rows, word.toLowerCase(Locale.ROOT))
              : unknown(column, word, rows, "rejected");
      default -> ofConsent(column, word, rows);
    };
  }

  private static SeenWord ofStatus(Settings settings, String word, long rows) {
    String column = "status";
    if (settings.quality().cancelledStatuses().contains(word.toLowerCase(Locale.ROOT))) {
      return known(column, word, rows, "cancelled");
    }
    String plain = word.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "-");
    if (word.isEmpty() || BOUGHT.contains(plain)) {
      return known(column, word, rows, "bought");
    }
    return DOUBTFUL.contains(plain)
        ? new SeenWord(column, word, rows, "bought all the same", Standing.DOUBTFUL)
        : unknown(column, word, rows, "bought");
  }

  private static SeenWord ofCurrency(Settings settings, String word, long rows) {
    String column = "currency";
    String code = word.toUpperCase(Locale.ROOT);
    if (word.isEmpty() || code.equals(settings.shop().currency())) {
      return known(column, word, rows, "the shop's own");
    }
    return Optional.ofNullable(settings.shop().rates().get(code))
        .map(rate -> known(column, word, rows, "at the rate " + rate.toPlainString()))
        .orElseGet(() -> unknown(column, word, rows, "rejected, for want of a rate"));
  }

  private static SeenWord ofConsent(String column, String word, long rows) {
    String plain = word.toLowerCase(Locale.ROOT);
    if (YES.contains(plain)) {
      return known(column, word, rows, "yes");
    }
    if (NO.contains(plain)) {
      return known(column, word, rows, "no");
    }
    return word.isEmpty()
        ? known(column, word, rows, "no answer")
        : unknown(column, word, rows, "no answer");
  }

  private static SeenWord known(String column, String word, long rows, String made) {
    return new SeenWord(column, word, rows, made, Standing.KNOWN);
  }

  private static SeenWord unknown(String column, String word, long rows, String made) {
    return new SeenWord(column, word, rows, "unknown: " + made, Standing.UNKNOWN);
  }

  private static Set<String> words(String list) {
    return Set.copyOf(Arrays.asList(list.split(",\\s*", -1)));
  }
}
