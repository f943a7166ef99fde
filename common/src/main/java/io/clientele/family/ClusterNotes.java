package io.clientele.family;

import io.clientele.settings.ClustersSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What a reader of clusters should know of the fit, in sentences. */
record ClusterNotes(ClustersSettings settings) {

  List<String> of(ClusterModel model, LocalDate fitDate) {
    if (model.centroids().isEmpty()) {
      return model.buyers() < settings.minBuyers()
          ? List.of(
              "The shop has %d buyers, fewer than families.clusters.min-buyers (%d): there are no clusters."
                  .formatted(model.buyers(), settings.minBuyers()))
          : List.of();
    }
    List<String> notes = new ArrayList<>();
    ClusterModel.Comparison refit = model.refit();
    if (refit != null && refit.outcome() == ClusterModel.Outcome.REFUSED) {
      notes.add(
          "The clusters of %s stay: fitting them again on %s would have moved %s of the buyers, above families.clusters.refit-limit (%s). --refit accepts it."
              .formatted(
                  refit.before(),
                  fitDate,
                  ClusterNames.percent(refit.share()),
                  ClusterNames.percent(settings.refitLimit())));
    }
    for (ClusterModel.Dropped dropped : model.naming().dropped()) {
      notes.add(
          "The cluster %s is called %s from %s on: what its name says is true of %s of its customers."
              .formatted(
                  dropped.name(), dropped.group(), fitDate, ClusterNames.percent(dropped.meets())));
    }
    boolean wouldSayStages =
        settings.archetypes().keySet().stream().anyMatch(ClusterClaims::isOfStages);
    if (!model.naming().knowsStages() && wouldSayStages) {
      notes.add(
          "Lifecycle was off when clusters were named on %s: none has a name that tells of a stage."
              .formatted(fitDate));
    }
    return notes;
  }
}
