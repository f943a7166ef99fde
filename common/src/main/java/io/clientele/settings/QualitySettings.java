package io.clientele.settings;

import java.time.LocalDate;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The row rules and gates.
 *
 * @param maxRejectedShare share of a source's rows, 0 to 1, above which a run fails
 * @param maxStalenessDays days the newest purchase may lie before the segment date; empty: any
 * @param cancelledStatuses order statuses that mean cancelled, in lower case
 * @param noCustomer customer ids that mean nobody, in lower case
 * @param orderLevel logical columns of orders that belong to the order, not to its line
 * @param earliest the first day that an order or event may be of
 * @param maxOrderDays days that the lines of an order may span before the run says so
 * @param maxCustomerShare share of all purchases that one customer may hold before the run says so
 */
public record QualitySettings(
    double maxRejectedShare,
    OptionalInt maxStalenessDays,
    Set<String> cancelledStatuses,
    Set<String> noCustomer,
    Set<String> orderLevel,
    LocalDate earliest,
    int maxOrderDays,
    double maxCustomerShare) {

  /** Keeps its own copies. */
  public QualitySettings {
    cancelledStatuses = Set.copyOf(cancelledStatuses);
    noCustomer = Set.copyOf(noCustomer);
    orderLevel = Set.copyOf(orderLevel);
  }
}
