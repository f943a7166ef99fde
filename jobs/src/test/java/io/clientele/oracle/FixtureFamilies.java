package io.clientele.oracle;

import io.clientele.settings.BehaviourSettings;
import io.clientele.settings.ClustersSettings;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.FixedStages;
import io.clientele.settings.LifecycleMethod;
import io.clientele.settings.LifecycleSelection;
import io.clientele.settings.LifecycleSettings;
import io.clientele.settings.LoyaltyMethod;
import io.clientele.settings.LoyaltySettings;
import io.clientele.settings.LoyaltyWindow;
import io.clientele.settings.PredictionMethod;
import io.clientele.settings.PredictionSettings;
import io.clientele.settings.PriceSensitivitySettings;
import io.clientele.settings.PurchaseCount;
import io.clientele.settings.ReadyMadeSettings;
import io.clientele.settings.Refit;
import io.clientele.settings.ReturnCuts;
import io.clientele.settings.ReturnStages;
import io.clientele.settings.RfmSettings;
import io.clientele.settings.TierCut;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The families of a test shop. */
final class FixtureFamilies {
  private FixtureFamilies() {}

  /** Returns all families, with the defaults where those matter. */
  static FamiliesSettings all() {
    return new FamiliesSettings(
        PurchaseCount.PURCHASE_DAYS,
        1_000_000,
        new PredictionSettings(true, PredictionMethod.BG_NBD, Refit.MONTHLY, 100, 30, List.of()),
        new LifecycleSettings(
            true,
            LifecycleSelection.GIVEN,
            LifecycleMethod.RHYTHM,
            Refit.MONTHLY,
            30,
            10,
            3,
            1.25,
            100,
            new ReturnStages(ReturnCuts.SHARE, 0.9, 0.5),
            new FixedStages(30, 90, 180)),
        new LoyaltySettings(
            true,
            LoyaltyMethod.QUANTILE,
            LoyaltyWindow.LIFETIME,
            Refit.MONTHLY,
            30,
            new TierCut(0.75, 3),
            new TierCut(0.9, 4)),
        new ReadyMadeSettings(true),
        clusters(),
        new BehaviourSettings(
            true,
            Refit.MONTHLY,
            new BehaviourSettings.Spender(0.9, 2),
            new BehaviourSettings.CartAbandoner(2),
            new BehaviourSettings.CouponLover(2, 0.8, 0.05),
            new BehaviourSettings.Spender(0.25, 3),
            Optional.empty()),
        new RfmSettings(true, Refit.MONTHLY, 30, List.of(), List.of(), List.of(), rfmSegments()),
        new PriceSensitivitySettings(true, Refit.MONTHLY, 3, 1),
        FixtureCustom.all());
  }

  private static List<RfmSettings.Segment> rfmSegments() {
    return List.of(
        rfmSegment("Best", 4, 4),
        rfmSegment("Good", 3, 2),
        rfmSegment("New", 3, 1),
        rfmSegment("Fading", 2, 2),
        rfmSegment("Gone", 1, 1));
  }

  private static RfmSettings.Segment rfmSegment(String name, int recency, int frequency) {
    return new RfmSettings.Segment(
        name,
        new RfmSettings.Scores(recency, 5),
        new RfmSettings.Scores(frequency, 5),
        new RfmSettings.Scores(1, 5));
  }

  private static ClustersSettings clusters() {
    Map<String, Map<String, Double>> archetypes = new LinkedHashMap<>();
    archetypes.put("Champion", Map.of("recency_days", -1.0, "orders", 1.5, "net_revenue", 1.5));
    archetypes.put("Regular", Map.of("recency_days", -0.5, "orders", 0.5));
    archetypes.put("Small Basket", Map.of("average_order_value", -1.5));
    archetypes.put("One-Off", Map.of("orders", -1.0, "recency_days", 0.5));
    archetypes.put("Dormant", Map.of("recency_days", 1.5));
    List<String> features =
        List.of(
            "recency_days",
            "orders",
            "net_revenue",
            "average_order_value",
            "average_basket_items",
            "gap_mean_days",
            "discount_share",
            "distinct_categories");
    return new ClustersSettings(
        true,
        10,
        5,
        Optional.empty(),
        Refit.MONTHLY,
        0.05,
        100_000,
        new ClustersSettings.Training(7, 2, 10),
        features,
        archetypes);
  }
}
