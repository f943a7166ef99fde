package io.clientele.family;

import io.clientele.settings.LifecycleMethod;
import io.clientele.settings.LifecycleSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reader of the stages should know of their fit.
 *
 * @param settings the settings
 */
record LifecycleNotes(LifecycleSettings settings) {

  /** Returns the sentences. */
  List<String> of(Lifecycle.Parameters parameters) {
    List<String> notes = new ArrayList<>();
    MethodChoice choice = parameters.choice();
    LifecycleMethod wanted = choice == null ? settings.method() : choice.chosen();
    if (choice != null && parameters.method() == wanted) {
      notes.addAll(choice.notes());
    }
    if (parameters.method() == LifecycleMethod.RHYTHM && wanted == LifecycleMethod.MODEL) {
      notes.add("There are no predictions to go by: stages are by method rhythm.");
    }
    if (parameters.method() == LifecycleMethod.FIXED && wanted != LifecycleMethod.FIXED) {
      notes.add(
          "The shop has %d completed gaps, at most 20 of a customer, fewer than families.lifecycle.min-gaps: stages are by fixed days."
              .formatted(parameters.shop().counted()));
    }
    // Two spans of what the slowest regulars take: before that, long gaps have not been seen.
    double needed = 2 * (parameters.shop().meanDays() + 2 * parameters.shop().stddevDays());
    if (parameters.historyDays() < needed) {
      notes.add(
          "The shop's history of %d days is short against its gaps (%d days are wanted): labels will drift."
              .formatted(parameters.historyDays(), (long) Math.ceil(needed)));
    }
    return notes;
  }
}
