package io.clientele.settings;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;

/**
 * How phone numbers without a country code are read.
 *
 * @param country ISO 3166-1 alpha-2 code of the country that such a number is taken to be of;
 *     empty: such numbers are not read
 * @param countries calling codes by ISO 3166-1 alpha-2 code
 */
public record PhoneSettings(Optional<String> country, Map<String, Country> countries) {

  /** Keeps its own copy. */
  public PhoneSettings {
    countries = Map.copyOf(countries);
  }

  /**
   * The numbers of a country.
   *
   * @param code calling code, digits
   * @param trunk digits that stand before a number within the country alone; may be empty
   */
  public record Country(String code, String trunk) implements Serializable {}
}
