package io.clientele.jobs;

import io.clientele.quality.OrderFinding;
import io.clientele.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is said of orders that are accepted though something about them is doubtful.
 *
 * @param settings the configuration
 * @param totals what was found
 * @param example the id of an order with a finding, where one is at hand
 */
record OrderNotes(
    Settings settings, ClassTotals totals, Function<OrderFinding, Optional<String>> example) {

  /** Returns the sentences. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (OrderFinding finding : OrderFinding.values()) {
      ClassTotals.Sums sums = totals.of(finding);
      if (sums.lines() > 0 && isDoubtful(finding, sums)) {
        sentence(finding, sums).ifPresent(sentences::add);
      }
    }
    return sentences;
  }

  /**
   * Of lines marked as returns, only those with a positive amount in their majority are doubtful.
   */
  private boolean isDoubtful(OrderFinding finding, ClassTotals.Sums sums) {
    return finding != OrderFinding.POSITIVE_RETURN
        || 2 * sums.lines() > totals.of(OrderFinding.MARKED_RETURN).lines();
  }

  private Optional<String> sentence(OrderFinding finding, ClassTotals.Sums sums) {
    String count = String.format(Locale.ROOT, "%,d", sums.lines());
    String amount =
        String.format(
            Locale.ROOT,
            "%,.2f %s",
            sums.units() / (double) settings.money().unitsPerOne(),
            settings.shop().currency());
    String such = example.apply(finding).map(id -> " (such as " + id + ")").orElse("");
    String text =
        switch (finding) {
          case ORDER_DISCOUNT,
              ORDER_REFUND,
              MARKED_RETURN,
              JOINED_GUEST,
              KNOWN_GUEST,
              JOINED_ACCOUNT ->
              "";
          case UNDATED_REFUND ->
              "%s refunds of %s%s have no day and count on the day of their order. Map refunded_at"
                  + " where the shop knows it.";
          case REFUND_ABOVE_GROSS ->
              "More came back of %s orders than was paid for them, %s in all%s. Is something"
                  + " deducted twice?";
          case DISCOUNT_ABOVE_GROSS ->
              "The discount of %s orders is %s above what they cost%s. They count as free. Are amounts"
                  + " after the discount already?";
          case SEVERAL_AMOUNTS ->
              "The lines of %s orders state different discounts or refunds of their order%3$s. The"
                  + " largest counts.";
          case NEGATIVE_AMOUNT ->
              "%s orders state an order_discount or order_refund below 0%3$s, which was left out. Map"
                  + " its absolute value.";
          case SPLIT_STATUS ->
              "%s orders have a cancelled line, and lines without a status of %s that count as"
                  + " bought%s. If the status is the order's, add status to quality.order-level.";
          case LONG_ORDER ->
              "The lines of %s orders span more than "
                  + settings.quality().maxOrderDays()
                  + " days%3$s. Are order numbers used again?";
          case EXPORTED_TWICE ->
              "%s orders look exported twice: they stand whole in two files%3$s and count twice. Map"
                  + " updated_at or line_id, or keep one of the files.";
          case POSITIVE_RETURN ->
              "%s of "
                  + String.format(Locale.ROOT, "%,d", totals.of(OrderFinding.MARKED_RETURN).lines())
                  + " lines that is_return marks have a positive amount%3$s, which is deducted. If the"
                  + " flag says that what was bought came back later, map is_returned instead.";
          case DAMAGED_ID ->
              "%s lines have an id with a letter that could not be decoded%3$s. Give the source's"
                  + " options an encoding, such as windows-1252.";
          case UNREADABLE_KEY ->
              "%s lines have an e-mail address or another key of identity.guests-by that cannot be"
                  + " read%3$s: it joins them with nobody.";
          case DECIMAL_ID ->
              "%s lines have a customer id written like 123.0%3$s, which stays as it is. Cast it to"
                  + " bigint in the mapping where another source writes 123.";
        };
    return text.isEmpty() ? Optional.empty() : Optional.of(text.formatted(count, amount, such));
  }
}
