package io.clientele.settings;

import java.util.OptionalInt;

/**
 * How long the dates of a table stay.
 *
 * @param days days up to the as-of date of which every date stays; empty: all dates, for ever
 * @param months months, the as-of date's included, of which the last date stays besides; empty: of
 *     every month, for ever
 */
public record RetentionSettings(OptionalInt days, OptionalInt months) {

  /** Returns the retention under which nothing ever goes. */
  public static RetentionSettings forEver() {
    return new RetentionSettings(OptionalInt.empty(), OptionalInt.empty());
  }
}
