package io.clientele.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How orders and accounts of one person are joined.
 *
 * @param guestsBy logical columns of orders and customers that name a person, such as email: a
 *     guest order is of whom the first of them names; empty: guest orders are nobody's
 * @param salt secret that keys are hashed with; empty where no key is
 * @param phones how phone numbers without a country code are read
 */
public record IdentitySettings(List<String> guestsBy, String salt, PhoneSettings phones) {

  /** Keeps its own copy. */
  public IdentitySettings {
    guestsBy = List.copyOf(guestsBy);
  }

  /** Returns settings that join nobody by a key. */
  public static IdentitySettings off() {
    return new IdentitySettings(List.of(), "", new PhoneSettings(Optional.empty(), Map.of()));
  }

  /** The salt stays out of logs and messages. */
  @Override
  public String toString() {
    return "IdentitySettings[guestsBy=" + guestsBy + "]";
  }
}
