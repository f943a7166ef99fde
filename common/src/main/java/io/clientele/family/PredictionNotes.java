package io.clientele.family;

import io.clientele.settings.PredictionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a reader of predictions should know of the fit. */
record PredictionNotes(PredictionSettings settings) {

  List<String> of(PredictionModel model) {
    List<String> notes = new ArrayList<>();
    PredictionModel.Purchases purchases = model.purchases();
    if (purchases == null) {
      notes.add(
          ("No prediction is fitted: %d buyers, %d with a second purchase day; it takes %d and %d"
                  + " (families.prediction.min-customers, min-repeat-customers).")
              .formatted(
                  model.customers(),
                  model.repeatCustomers(),
                  settings.minCustomers(),
                  settings.minRepeatCustomers()));
      return notes;
    }
    PredictionModel.Purchases replaced = model.replaced();
    if (replaced != null) {
      notes.add(
          "The shop's history shows next to nobody lost: predictions are by %s, not %s."
              .formatted(purchases.model(), replaced.model()));
    }
    addSeason(notes, model.season());
    addFit(notes, purchases.model(), purchases.fit());
    addSpend(notes, model);
    return notes;
  }

  private void addSeason(List<String> notes, PredictionModel.@Nullable Seasonality season) {
    if (season == null) {
      return;
    }
    if (season.origin() == PredictionModel.Origin.ESTIMATED && !settings.season().isEmpty()) {
      notes.add(
          "families.prediction.season is not used any more: the shop has %d full years of its own."
              .formatted(season.years()));
    }
    new SeasonText(season).note().ifPresent(notes::add);
  }

  private void addSpend(List<String> notes, PredictionModel model) {
    PredictionModel.Spending spend = model.spend();
    if (spend == null) {
      notes.add(
          ("No spend is predicted: %d customers have an amount on a repeat purchase day; it takes"
                  + " %d (families.prediction.min-repeat-customers).")
              .formatted(model.spenders(), settings.minRepeatCustomers()));
      return;
    }
    addFit(notes, "gamma-gamma", spend.fit());
    if (spend.q() <= 1) {
      notes.add(
          String.format(
              Locale.ROOT,
              "Spend has no mean over customers (q = %.3f): expected_value_365d of customers"
                  + " without a repeat purchase is empty.",
              spend.q()));
    }
  }

  private static void addFit(List<String> notes, String model, PredictionModel.Quality fit) {
    if (!fit.converged()) {
      notes.add(
          "The fit of %s did not converge: its numbers are the best that were found."
              .formatted(model));
    }
    if (!fit.atBounds().isEmpty()) {
      notes.add(
          "The fit of %s ended at the bound of %s: read its numbers with care."
              .formatted(model, String.join(", ", fit.atBounds())));
    }
  }
}
