package io.clientele.oracle;

import io.clientele.settings.LifecycleMethod;
import io.clientele.settings.LoyaltyMethod;
import io.clientele.settings.LoyaltyWindow;
import io.clientele.settings.PurchaseCount;
import io.clientele.settings.SourcesSettings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same generated shop configured in other ways. */
class ShopVariantsTest {
  private static final LocalDate DATE = LocalDate.parse("2024-10-27");

  @TempDir private static Path folder;
  private static final OracleShop.Raw RAW = GeneratedShop.raw(3);
  private static final List<List<OracleRow>> EXPORTS = exports();

  /** The same lines in four exports, each of one time; that of the last one cannot be read. */
  private static List<List<OracleRow>> exports() {
    List<List<OracleRow>> exports = new ArrayList<>();
    for (String updated : List.of("2024-01-01 10:00:00", "2024-01-02", "2024-01-03", "later")) {
      List<OracleRow> export = new ArrayList<>();
      for (int i = exports.size(); i < RAW.orders().size(); i += 4) {
        export.add(RAW.orders().get(i).with("updated_at", updated));
      }
      exports.add(export);
    }
    return exports;
  }

  /** Shops that know less, each labelled in another way. */
  enum Variant {
    NO_MONEY,
    NO_QUANTITY_AND_NO_CUSTOMERS,
    AMOUNT_BESIDE_QUANTITY_AND_NO_EVENTS,
    ORDERS_ONLY,
    VERSIONS_OF_LINES,
    VERSIONS_OF_ORDERS_AND_A_STATUS_OF_THEIRS;

    ShopFixture of(ShopFixture shop, Path sources) {
      return switch (this) {
        case NO_MONEY ->
            shop.withOrderColumns(sources, without("unit_price")).withCount(PurchaseCount.ORDERS);
        case NO_QUANTITY_AND_NO_CUSTOMERS ->
            shop.withOrderColumns(sources, with("amount", without("quantity", "unit_price")))
                .withSources(
                    old -> new SourcesSettings(old.orders(), Optional.empty(), old.events()))
                .withLifecycle(LifecycleMethod.FIXED)
                .withLoyalty(LoyaltyMethod.QUANTILE, LoyaltyWindow.YEAR);
        case AMOUNT_BESIDE_QUANTITY_AND_NO_EVENTS ->
            shop.withOrderColumns(sources, with("amount", without("unit_price")))
                .withSources(
                    old -> new SourcesSettings(old.orders(), old.customers(), Optional.empty()))
                .withLifecycle(LifecycleMethod.SHOP)
                .withLoyalty(LoyaltyMethod.DEVIATION, LoyaltyWindow.YEAR)
                .withCount(PurchaseCount.ORDERS);
        case ORDERS_ONLY ->
            shop.withOrderColumns(sources, List.of("order_id", "customer_id", "ordered_at"))
                .withSources(
                    old -> new SourcesSettings(old.orders(), Optional.empty(), Optional.empty()));
        case VERSIONS_OF_LINES ->
            shop.withOrderColumns(sources, with("updated_at", ShopFixture.ORDER_COLUMNS));
        case VERSIONS_OF_ORDERS_AND_A_STATUS_OF_THEIRS ->
            shop.withOrderColumns(
                    sources.resolve("exports"), with("updated_at", without("line_id")))
                .withOrderLevel("customer_id", "status", "currency", "coupon_code");
      };
    }

    /** Returns its configuration, with a warehouse of its own. */
    ShopFixture fixture() {
      return of(ShopFixture.under(folder), folder).withWarehouse(folder.resolve(name()));
    }
  }

  @BeforeAll
  static void writeTheShop() {
    SourceFiles.write(RAW, folder, 2);
    SourceFiles.writeOrders(EXPORTS, folder.resolve("exports"));
  }

  private static List<String> without(String... columns) {
    List<String> left = new ArrayList<>(ShopFixture.ORDER_COLUMNS);
    left.removeAll(Arrays.asList(columns));
    return left;
  }

  private static List<String> with(String column, List<String> columns) {
    List<String> more = new ArrayList<>(columns);
    more.add(column);
    return more;
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void agreesWhateverTheShopKnowsAndHoweverItIsLabelled(Variant variant) {
    ShopFixture shop = variant.fixture();
    ShopRuns runs = new ShopRuns(shop);
    runs.ingest(DATE);
    runs.label(DATE);
    ShopAgreement agreement = agreement(runs, shop);
    agreement.requireOrders();
    agreement.requireFeatures(DATE);
    agreement.requireSegments(DATE);
    agreement.requireSummary(DATE);
    if (variant == Variant.AMOUNT_BESIDE_QUANTITY_AND_NO_EVENTS) {
      labelsTheSameFeaturesByTheModel(variant);
    }
  }

  private static void labelsTheSameFeaturesByTheModel(Variant variant) {
    ShopFixture shop =
        ShopFixture.under(folder)
            .withSources(old -> variant.fixture().settings().sources())
            .withWarehouse(folder.resolve(variant.name()))
            .withLifecycle(LifecycleMethod.MODEL)
            .withFingerprints("model");
    ShopRuns runs = new ShopRuns(shop);
    runs.segments(DATE);
    agreement(runs, shop).requireStagesByModel(DATE);
  }

  private static boolean hasLines(ShopFixture shop) {
    return shop.settings().sources().hasVersionsOfLines();
  }

  private static ShopAgreement agreement(ShopRuns runs, ShopFixture shop) {
    boolean isExported = shop.settings().sources().knowsVersions() && !hasLines(shop);
    OracleShop.Raw raw =
        isExported
            ? new OracleShop.Raw(
                EXPORTS.stream().flatMap(List::stream).toList(), RAW.customers(), RAW.events())
            : RAW;
    OracleHistory history = new OracleHistory(OracleShop.of(raw, shop.settings()));
    history.label(DATE);
    return new ShopAgreement(runs, history);
  }
}
