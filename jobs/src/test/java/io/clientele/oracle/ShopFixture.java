package io.clientele.oracle;

import io.clientele.settings.CustomSettings;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.IdentitySettings;
import io.clientele.settings.InputSettings;
import io.clientele.settings.JudgeSettings;
import io.clientele.settings.LifecycleMethod;
import io.clientele.settings.LoyaltyMethod;
import io.clientele.settings.LoyaltySettings;
import io.clientele.settings.LoyaltyWindow;
import io.clientele.settings.MaintenanceSettings;
import io.clientele.settings.PurchaseCount;
import io.clientele.settings.QualitySettings;
import io.clientele.settings.ReportSettings;
import io.clientele.settings.SegmentsSettings;
import io.clientele.settings.Settings;
import io.clientele.settings.ShopSettings;
import io.clientele.settings.SourceSettings;
import io.clientele.settings.SourcesSettings;
import io.clientele.settings.WarehouseFormat;
import io.clientele.settings.WarehouseSettings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The configuration of a test shop, and ways to vary it.
 *
 * @param settings the configuration
 */
record ShopFixture(Settings settings) {

  /** The last one is far from one, so that amounts can leave the range. */
  private static final Map<String, BigDecimal> RATES =
      Map.of(
          "EUR", new BigDecimal("0.853217"),
          "USD", new BigDecimal("0.79"),
          "XAU", new BigDecimal("2000.5"));

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
          "is_return",
          "is_returned",
          "order_discount",
          "order_refund",
          "refunded_at");
  static final List<String> CUSTOMER_COLUMNS =
      List.of("customer_id", "registered_at", "country", "tier");
  static final List<String> EVENT_COLUMNS =
      List.of("customer_id", "occurred_at", "event_type", "session_id");

  /** A London shop with every optional column but the amount, whose sources lie in a folder. */
  static ShopFixture under(Path folder) {
    Map<String, String> prints = new LinkedHashMap<>();
    for (String name :
        List.of(
            Settings.WHOLE,
            Settings.INGEST,
            "prediction",
            "lifecycle",
            "loyalty",
            "ready-made",
            "clusters",
            "behaviour",
            "rfm",
            "price-sensitivity",
            "custom")) {
      prints.put(name, "0".repeat(60) + Integer.toHexString(0x1000 + prints.size()));
    }
    ShopSettings shop = new ShopSettings("Test shop", ZoneId.of("Europe/London"), "GBP", 4, RATES);
    return new ShopFixture(
        new Settings(
            shop,
            new SourcesSettings(
                source(folder, "orders", ORDER_COLUMNS),
                Optional.of(source(folder, "customers", CUSTOMER_COLUMNS)),
                Optional.of(source(folder, "events", EVENT_COLUMNS))),
            IdentitySettings.off(),
            new QualitySettings(
                1.0,
                OptionalInt.empty(),
                Set.of("cancelled", "void"),
                Set.of("guest", "0"),
                Set.of("customer_id", "currency", "coupon_code"),
                LocalDate.parse("1990-01-01"),
                90,
                0.05),
            FixtureFamilies.all(),
            new SegmentsSettings("salt", true),
            new JudgeSettings(1, 90, Optional.empty(), 90, Optional.empty()),
            new WarehouseSettings(
                folder.resolve("warehouse").toString(), WarehouseFormat.PARQUET, Optional.empty()),
            MaintenanceSettings.keepingAll(),
            new ReportSettings(false, Optional.empty(), Locale.ENGLISH),
            FixturePlaybook.all(),
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
        name,
        Map.of(name, input),
        Optional.empty(),
        Optional.empty(),
        Optional.of("kept"),
        mapping,
        wheres);
  }

  /** The same shop, judged over other days. */
  ShopFixture judgedOver(int days) {
    return new ShopFixture(
        new Settings(
            settings.shop(),
            settings.sources(),
            settings.identity(),
            settings.quality(),
            settings.families(),
            settings.segments(),
            new JudgeSettings(1, 90, Optional.of(days), 90, Optional.empty()),
            settings.warehouse(),
            settings.maintenance(),
            settings.report(),
            settings.playbook(),
            settings.fingerprints()));
  }

  ShopFixture withFamilies(UnaryOperator<FamiliesSettings> change) {
    return new ShopFixture(
        new Settings(
            settings.shop(),
            settings.sources(),
            settings.identity(),
            settings.quality(),
            change.apply(settings.families()),
            settings.segments(),
            settings.judge(),
            settings.warehouse(),
            settings.maintenance(),
            settings.report(),
            settings.playbook(),
            settings.fingerprints()));
  }

  /** Without customers, segments that read the register are left out: they would be refused. */
  ShopFixture withSources(UnaryOperator<SourcesSettings> change) {
    SourcesSettings sources = change.apply(settings.sources());
    FamiliesSettings families = settings.families();
    CustomSettings custom =
        sources.customers().isPresent() ? families.custom() : FixtureCustom.withoutRegister();
    return new ShopFixture(
        new Settings(
            settings.shop(),
            sources,
            settings.identity(),
            settings.quality(),
            new FamiliesSettings(
                families.count(),
                families.fitLimit(),
                families.prediction(),
                families.lifecycle(),
                families.loyalty(),
                families.readyMade(),
                families.clusters(),
                families.behaviour(),
                families.rfm(),
                families.priceSensitivity(),
                custom),
            settings.segments(),
            settings.judge(),
            settings.warehouse(),
            settings.maintenance(),
            settings.report(),
            settings.playbook(),
            settings.fingerprints()));
  }

  ShopFixture withOrderColumns(Path folder, List<String> columns) {
    return withSources(
        sources ->
            new SourcesSettings(
                source(folder, "orders", columns), sources.customers(), sources.events()));
  }

  ShopFixture withOrderLevel(String... columns) {
    QualitySettings quality = settings.quality();
    return new ShopFixture(
        new Settings(
            settings.shop(),
            settings.sources(),
            settings.identity(),
            new QualitySettings(
                quality.maxRejectedShare(),
                quality.maxStalenessDays(),
                quality.cancelledStatuses(),
                quality.noCustomer(),
                Set.of(columns),
                quality.earliest(),
                quality.maxOrderDays(),
                quality.maxCustomerShare()),
            settings.families(),
            settings.segments(),
            settings.judge(),
            settings.warehouse(),
            settings.maintenance(),
            settings.report(),
            settings.playbook(),
            settings.fingerprints()));
  }

  ShopFixture withWarehouse(Path warehouse) {
    return new ShopFixture(
        new Settings(
            settings.shop(),
            settings.sources(),
            settings.identity(),
            settings.quality(),
            settings.families(),
            settings.segments(),
            settings.judge(),
            new WarehouseSettings(
                warehouse.toString(), settings.warehouse().format(), Optional.empty()),
            settings.maintenance(),
            settings.report(),
            settings.playbook(),
            settings.fingerprints()));
  }

  ShopFixture withLifecycle(LifecycleMethod method) {
    return withFamilies(families -> families.with(method));
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
              families.clusters(),
              families.behaviour(),
              families.rfm(),
              families.priceSensitivity(),
              families.custom());
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
                families.clusters(),
                families.behaviour(),
                families.rfm(),
                families.priceSensitivity(),
                families.custom()));
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
            settings.identity(),
            settings.quality(),
            settings.families(),
            settings.segments(),
            settings.judge(),
            settings.warehouse(),
            settings.maintenance(),
            settings.report(),
            settings.playbook(),
            prints));
  }
}
