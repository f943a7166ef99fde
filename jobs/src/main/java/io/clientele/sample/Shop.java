package io.clientele.sample;

import io.clientele.sample.Randomness.Purpose;
import java.io.Serializable;
import java.time.ZoneId;

/**
 * The shop as a whole: its settings and seasons.
 *
 * @param settings size, seed and last day
 * @param calendar its seasons, in its own zone
 */
record Shop(SampleSettings settings, ShopCalendar calendar) implements Serializable {
  private static final long serialVersionUID = 1L;

  // One guest order for so many customers makes guests about 8% of the lines.
  private static final double GUESTS_PER_CUSTOMER = 0.245;

  // The shop is open for a week before the first order, so that visits can come before it.
  private static final double FIRST_ARRIVAL = 7.0 / 365;

  static Shop of(SampleSettings settings, ZoneId zone) {
    return new Shop(settings, new ShopCalendar(settings.until(), zone));
  }

  /** Returns how many people there are: customers first, then guests. */
  long people() {
    return settings.customers() + Math.round(settings.customers() * GUESTS_PER_CUSTOMER);
  }

  boolean isGuest(long person) {
    return person >= settings.customers();
  }

  Randomness random(long person, Purpose purpose, long index) {
    return Randomness.of(settings.seed(), person, purpose, index);
  }

  /** Returns another customer than the given one; the same in a shop of one. */
  long neighbour(long customer) {
    return (customer + 1) % settings.customers();
  }

  /** Returns the moment by which this share of the people has come: the shop grows threefold. */
  static double momentOfArrival(double share) {
    double span = ShopCalendar.YEARS - FIRST_ARRIVAL;
    // The inverse of the integral of 1 + 2 t / span.
    double moment = FIRST_ARRIVAL + span * (Math.sqrt(1 + 8 * share) - 1) / 2;
    return Math.min(moment, Math.nextDown((double) ShopCalendar.YEARS));
  }
}
