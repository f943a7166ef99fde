package io.clientele.jobs;

import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.Settings;
import io.clientele.settings.SourcesSettings;
import java.util.ArrayList;
import java.util.List;

/** What a reader of the labels should know about the shop's inputs. */
final class FamilyNotes {

  private FamilyNotes() {}

  /** Returns a sentence for each family that is off, and for each input that changes a meaning. */
  static List<String> of(Settings settings) {
    List<String> notes = new ArrayList<>();
    FamiliesSettings families = settings.families();
    off(notes, "prediction", families.prediction().enabled());
    off(notes, "lifecycle", families.lifecycle().enabled());
    off(notes, "loyalty", families.loyalty().enabled());
    off(notes, "ready-made", families.readyMade().enabled());
    off(notes, "clusters", families.clusters().enabled());
    off(notes, "behaviour", families.behaviour().enabled());
    off(notes, "rfm", families.rfm().enabled());
    off(notes, "price-sensitivity", families.priceSensitivity().enabled());
    off(notes, "custom", families.custom().enabled());
    sources(notes, settings.sources());
    if (families.behaviour().enabled()
        && families.behaviour().inactiveAfterDays().isEmpty()
        && !families.lifecycle().enabled()) {
      notes.add("Without lifecycle and families.behaviour.inactive.after-days, inactive is empty.");
    }
    return notes;
  }

  private static void sources(List<String> notes, SourcesSettings sources) {
    if (sources.customers().isEmpty()) {
      notes.add("There is no customers source: new_customers are those of a first purchase.");
    }
    if (sources.events().isEmpty()) {
      notes.add(
          "There is no events source: cart features, cart_abandoner and abandoned_cart_open are"
              + " empty.");
    }
    if (!sources.knowsMoney()) {
      notes.add(
          "No amounts are mapped: money, high_spender, low_spender and rfm_segment are empty, and"
              + " VIPs are decided by purchases alone.");
    }
    if (!sources.knowsClearDiscounts()) {
      notes.add("No coupon_code and no discount of an amount is mapped: coupon_lover is empty.");
    }
    if (!sources.knowsUnitPrices()) {
      notes.add(
          "No unit_price and no amount with a quantity is mapped: price_sensitivity is empty.");
    }
  }

  private static void off(List<String> notes, String family, boolean enabled) {
    if (!enabled) {
      notes.add(
          "Family %s is off (families.%s.enabled): its columns are empty."
              .formatted(family, family));
    }
  }
}
