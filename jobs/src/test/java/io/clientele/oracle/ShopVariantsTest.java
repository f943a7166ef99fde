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
  private static ShopFixture whole = ShopFixture.under(Path.of("nowhere"));

  /** Ways to label the features of the same shop. */
  enum Labelling {
    RHYTHM_BY_ORDERS,
    FIXED_BY_QUANTILES_OF_THE_YEAR,
    SHOP_BY_DEVIATION_OF_ORDERS_OF_THE_YEAR,
    MODEL;

    ShopFixture of(ShopFixture shop) {
      return switch (this) {
        case RHYTHM_BY_ORDERS -> shop.withCount(PurchaseCount.ORDERS);
        case MODEL -> shop.withLifecycle(LifecycleMethod.MODEL);
        case FIXED_BY_QUANTILES_OF_THE_YEAR ->
            shop.withLifecycle(LifecycleMethod.FIXED)
                .withLoyalty(LoyaltyMethod.QUANTILE, LoyaltyWindow.YEAR);
        case SHOP_BY_DEVIATION_OF_ORDERS_OF_THE_YEAR ->
            shop.withLifecycle(LifecycleMethod.SHOP)
                .withLoyalty(LoyaltyMethod.DEVIATION, LoyaltyWindow.YEAR)
                .withCount(PurchaseCount.ORDERS);
      };
    }
  }

  /** Shops that know less. */
  enum Knowing {
    NO_MONEY,
    NO_QUANTITY_AND_NO_CUSTOMERS,
    AMOUNT_BESIDE_QUANTITY_AND_NO_EVENTS,
    ORDERS_ONLY;

    ShopFixture of(ShopFixture shop, Path sources) {
      return switch (this) {
        case NO_MONEY -> shop.withOrderColumns(sources, without("unit_price"));
        case NO_QUANTITY_AND_NO_CUSTOMERS ->
            shop.withOrderColumns(sources, with("amount", without("quantity", "unit_price")))
                .withSources(
                    old -> new SourcesSettings(old.orders(), Optional.empty(), old.events()));
        case AMOUNT_BESIDE_QUANTITY_AND_NO_EVENTS ->
            shop.withOrderColumns(sources, with("amount", without("unit_price")))
                .withSources(
                    old -> new SourcesSettings(old.orders(), old.customers(), Optional.empty()));
        case ORDERS_ONLY ->
            shop.withOrderColumns(sources, List.of("order_id", "customer_id", "ordered_at"))
                .withSources(
                    old -> new SourcesSettings(old.orders(), Optional.empty(), Optional.empty()));
      };
    }
  }

  @BeforeAll
  static void ingestTheShop() {
    SourceFiles.write(RAW, folder, 2);
    whole = ShopFixture.under(folder);
    ShopRuns runs = new ShopRuns(whole);
    runs.ingest(DATE);
    runs.features(DATE);
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
  @EnumSource(Labelling.class)
  void labelsTheSameFeaturesInOtherWays(Labelling labelling) {
    ShopFixture shop = labelling.of(whole).withFingerprints(labelling.name());
    ShopRuns runs = new ShopRuns(shop);
    runs.segments(DATE);
    if (labelling == Labelling.MODEL) {
      stages(runs, shop).requireStagesByModel(DATE);
      return;
    }
    agreement(runs, shop).requireSegments(DATE);
  }

  @ParameterizedTest
  @EnumSource(Knowing.class)
  void leavesOutWhatTheShopDoesNotKnow(Knowing knowing) {
    ShopFixture shop =
        knowing.of(whole, folder).withWarehouse(folder.resolve("warehouse-" + knowing));
    ShopRuns runs = new ShopRuns(shop);
    runs.ingest(DATE);
    runs.label(DATE);
    ShopAgreement agreement = agreement(runs, shop);
    agreement.requireOrders();
    agreement.requireFeatures(DATE);
    agreement.requireSegments(DATE);
  }

  private static ShopAgreement stages(ShopRuns runs, ShopFixture shop) {
    OracleHistory history = new OracleHistory(OracleShop.of(RAW, shop.settings()));
    history.label(DATE);
    return new ShopAgreement(runs, history);
  }

  private static ShopAgreement agreement(ShopRuns runs, ShopFixture shop) {
    ShopAgreement agreement = stages(runs, shop);
    agreement.requireSummary(DATE);
    return agreement;
  }
}
