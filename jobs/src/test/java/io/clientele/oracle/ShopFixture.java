package io.clientele.oracle;

import io.clientele.settings.ClustersSettings;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.FixedStages;
import io.clientele.settings.InputSettings;
import io.clientele.settings.JudgeSettings;
import io.clientele.settings.LifecycleMethod;
import io.clientele.settings.LifecycleSettings;
import io.clientele.settings.LoyaltyMethod;
import io.clientele.settings.LoyaltySettings;
import io.clientele.settings.LoyaltyWindow;
import io.clientele.settings.PredictionMethod;
import io.clientele.settings.PredictionSettings;
import io.clientele.settings.PurchaseCount;
import io.clientele.settings.QualitySettings;
import io.clientele.settings.ReadyMadeSettings;
import io.clientele.settings.Refit;
import io.clientele.settings.ReturnCuts;
import io.clientele.settings.ReturnStages;
import io.clientele.settings.SegmentsSettings;
import io.clientele.settings.Settings;
import io.clientele.settings.ShopSettings;
import io.clientele.settings.SourceSettings;
import io.clientele.settings.SourcesSettings;
import io.clientele.settings.TierCut;
import io.clientele.settings.WarehouseFormat;
import io.clientele.settings.WarehouseSettings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The configuration of a test shop, and ways to vary it.
 *
 * @param settings the configuration
 */
record ShopFixture(Settings settings) {

  static final List<String> ORDER_COLUMNS =
      List.of(
          "order_id",
          "customer_id",
          "ordered_at",
          "quantity",
          "unit_price",
          "line_id",
          "product_id",
          "category",
          "discount",
          "coupon_code",
          "status",
          "currency",
          "is_return");
  static final List<String> CUSTOMER_COLUMNS = List.of("customer_id", "registered_at", "country");
  static final List<String> EVENT_COLUMNS =
      List.of("customer_id", "occurred_at", "event_type", "session_id");

  /** A London shop with every optional column but the amount, whose sources lie in a folder. */
  static ShopFixture under(Path folder) {
    Map<String, String> prints = new LinkedHashMap<>();
    List<String> families = List.of("prediction", "lifecycle", "loyalty", "ready-made", "clusters");
    for (String name : Stream.concat(Stream.of(Settings.WHOLE), families.stream()).toList()) {
      prints.put(name, "0".repeat(60) + Integer.toHexString(0x1000 + prints.size()));
    }
    ShopSettings shop =
        new ShopSettings(
            "Test shop",
            ZoneId.of("Europe/London"),
            "GBP",
            4,
            Map.of("EUR", new BigDecimal("0.853217"), "USD", new BigDecimal("0.79")));
    return new ShopFixture(
        new Settings(
            shop,
            new SourcesSettings(
                source(folder, "orders", ORDER_COLUMNS),
                Optional.of(source(folder, "customers", CUSTOMER_COLUMNS)),
                Optional.of(source(folder, "events", EVENT_COLUMNS))),
            new QualitySettings(1.0, OptionalInt.empty(), Set.of("cancelled", "void")),
            families(),
            new SegmentsSettings("salt"),
            new JudgeSettings(1, 90, 90, 90, Optional.empty()),
            new WarehouseSettings(
                folder.resolve("warehouse").toString(), WarehouseFormat.PARQUET, Optional.empty()),
            prints));
  }

  static SourceSettings source(Path folder, String name, List<String> columns) {
    Map<String, String> mapping = new LinkedHashMap<>();
    Map<String, String> wheres = new LinkedHashMap<>();
    for (String column : columns) {
      mapping.put(column, column);
      wheres.put(column, "test.conf:1");
    }
    wheres.put("filter", "test.conf:2");
    InputSettings input =
        new InputSettings(
            "parquet",
            Optional.of(folder.resolve(name).toString()),
            Optional.empty(),
            Map.of(),
            "test.conf:3");
    return new SourceSettings(
        name, Map.of(name, input), Optional.empty(), Optional.of("kept"), mapping, wheres);
  }

  private static FamiliesSettings families() {
    return new FamiliesSettings(
        PurchaseCount.PURCHASE_DAYS,
        1_000_000,
        new PredictionSettings(true, PredictionMethod.BG_NBD, Refit.MONTHLY, 100, 30),
        new LifecycleSettings(
            true,
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
        clusters());
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
        5,
        Optional.empty(),
        Refit.MONTHLY,
        0.05,
        100_000,
        new ClustersSettings.Training(7, 2, 10),
        features,
        archetypes);
  }

  ShopFixture withFamilies(UnaryOperator<FamiliesSettings> change) {
    return new ShopFixture(
        new Settings(
            settings.shop(),
            settings.sources(),
            settings.quality(),
            change.apply(settings.families()),
            settings.segments(),
            settings.judge(),
            settings.warehouse(),
            settings.fingerprints()));
  }

  ShopFixture withSources(UnaryOperator<SourcesSettings> change) {
    return new ShopFixture(
        new Settings(
            settings.shop(),
            change.apply(settings.sources()),
            settings.quality(),
            settings.families(),
            settings.segments(),
            settings.judge(),
            settings.warehouse(),
            settings.fingerprints()));
  }

  ShopFixture withOrderColumns(Path folder, List<String> columns) {
    return withSources(
        sources ->
            new SourcesSettings(
                source(folder, "orders", columns), sources.customers(), sources.events()));
  }

  ShopFixture withWarehouse(Path warehouse) {
    return new ShopFixture(
        new Settings(
            settings.shop(),
            settings.sources(),
            settings.quality(),
            settings.families(),
            settings.segments(),
            settings.judge(),
            new WarehouseSettings(
                warehouse.toString(), settings.warehouse().format(), Optional.empty()),
            settings.fingerprints()));
  }

  ShopFixture withLifecycle(LifecycleMethod method) {
    return withFamilies(
        families -> {
          LifecycleSettings old = families.lifecycle();
          return new FamiliesSettings(
              families.count(),
              families.fitLimit(),
              families.prediction(),
              new LifecycleSettings(
                  old.enabled(),
                  method,
                  old.refit(),
                  old.justOrderedDays(),
                  old.priorWeight(),
                  old.maxPatience(),
                  old.minSpread(),
                  old.minGaps(),
                  old.model(),
                  old.fixed()),
              families.loyalty(),
              families.readyMade(),
              families.clusters());
        });
  }

  ShopFixture withLoyalty(LoyaltyMethod method, LoyaltyWindow window) {
    return withFamilies(
        families -> {
          LoyaltySettings old = families.loyalty();
          return new FamiliesSettings(
              families.count(),
              families.fitLimit(),
              families.prediction(),
              families.lifecycle(),
              new LoyaltySettings(
                  old.enabled(),
                  method,
                  window,
                  old.refit(),
                  old.minRepeatCustomers(),
                  old.frequent(),
                  old.vip()),
              families.readyMade(),
              families.clusters());
        });
  }

  ShopFixture withCount(PurchaseCount count) {
    return withFamilies(
        families ->
            new FamiliesSettings(
                count,
                families.fitLimit(),
                families.prediction(),
                families.lifecycle(),
                families.loyalty(),
                families.readyMade(),
                families.clusters()));
  }

  /** The same shop with the hashes of another configuration. */
  ShopFixture withFingerprints(String name) {
    String start = Integer.toHexString(name.hashCode());
    Map<String, String> prints = new LinkedHashMap<>();
    settings
        .fingerprints()
        .forEach((family, print) -> prints.put(family, start + print.substring(start.length())));
    return new ShopFixture(
        new Settings(
            settings.shop(),
            settings.sources(),
            settings.quality(),
            settings.families(),
            settings.segments(),
            settings.judge(),
            settings.warehouse(),
            prints));
  }
}
