package io.clientele.family;

import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.Refit;
import io.clientele.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/** The list of families: a new one is one file, and one line here. */
public final class Families {

  private Families() {}

  /**
   * A family and how often it is fitted again.
   *
   * @param family the family
   * @param refit its cadence
   */
  public record Scheduled(SegmentFamily family, Refit refit) {}

  /** Returns the families that the settings switch on, in the order they assign. */
  public static List<Scheduled> of(Settings settings) {
    FamiliesSettings families = settings.families();
    List<Scheduled> list = new ArrayList<>();
    // First: lifecycle may stand on its probabilities.
    if (families.prediction().enabled()) {
      list.add(new Scheduled(new Prediction(families), families.prediction().refit()));
    }
    if (families.lifecycle().enabled()) {
      list.add(new Scheduled(new Lifecycle(families), families.lifecycle().refit()));
    }
    if (families.loyalty().enabled()) {
      list.add(new Scheduled(new Loyalty(families), families.loyalty().refit()));
    }
    if (families.readyMade().enabled()) {
      list.add(
          new Scheduled(new ReadyMade(families.count(), newCustomers(settings)), Refit.PINNED));
    }
    if (families.clusters().enabled()) {
      list.add(new Scheduled(new Clusters(families.clusters()), families.clusters().refit()));
    }
    if (families.behaviour().enabled()) {
      list.add(new Scheduled(new Behaviour(families), families.behaviour().refit()));
    }
    if (families.rfm().enabled()) {
      list.add(new Scheduled(new Rfm(families), families.rfm().refit()));
    }
    if (families.priceSensitivity().enabled()) {
      list.add(new Scheduled(new PriceSensitivity(families), families.priceSensitivity().refit()));
    }
    // Last: its segments may read all other labels.
    if (families.custom().enabled() && !families.custom().segments().isEmpty()) {
      list.add(new Scheduled(new Custom(families.custom()), Refit.PINNED));
    }
    return List.copyOf(list);
  }

  private static ReadyMade.NewCustomers newCustomers(Settings settings) {
    return settings.sources().customers().isPresent()
        ? ReadyMade.NewCustomers.BY_REGISTRATION
        : ReadyMade.NewCustomers.BY_FIRST_PURCHASE;
  }
}
