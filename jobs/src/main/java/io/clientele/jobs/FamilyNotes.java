package io.clientele.jobs;

import io.clientele.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/** What a reader of the labels should know about the shop's inputs. */
final class FamilyNotes {

  private FamilyNotes() {}

  /** Returns a sentence for each family that is off, and for each input that changes a meaning. */
  static List<String> of(Settings settings) {
    List<String> notes = new ArrayList<>();
    off(notes, "prediction", settings.families().prediction().enabled());
    off(notes, "lifecycle", settings.families().lifecycle().enabled());
    off(notes, "loyalty", settings.families().loyalty().enabled());
    off(notes, "ready-made", settings.families().readyMade().enabled());
    off(notes, "clusters", settings.families().clusters().enabled());
    if (settings.sources().customers().isEmpty()) {
      notes.add("There is no customers source: new_customers are those of a first purchase.");
    }
    if (settings.sources().events().isEmpty()) {
      notes.add("There is no events source: cart features are empty.");
    }
    if (!settings.sources().knowsMoney()) {
      notes.add("No amounts are mapped: money is empty, and VIPs are decided by purchases alone.");
    }
    return notes;
  }

  private static void off(List<String> notes, String family, boolean enabled) {
    if (!enabled) {
      notes.add(
          "Family %s is off (families.%s.enabled): its columns are empty."
              .formatted(family, family));
    }
  }
}
