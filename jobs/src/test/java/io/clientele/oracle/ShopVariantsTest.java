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
    SHOP_BY_YEAR,
    FIXED_BY_DEVIATION,
    SHOP_BY_ORDERS_OF_THE_YEAR,
    DEVIATION_BY_YEAR;

    ShopFixture of(ShopFixture shop) {
      return switch (this) {
        case RHYTHM_BY_ORDERS -> shop.withCount(PurchaseCount.ORDERS);
        case SHOP_BY_YEAR ->
            shop.withLifecycle(LifecycleMethod.SHOP)
                .withLoyalty(LoyaltyMethod.QUANTILE, LoyaltyWindow.YEAR);
        case FIXED_BY_DEVIATION ->
            shop.withLifecycle(LifecycleMethod.FIXED)
                .withLoyalty(LoyaltyMethod.DEVIATION, LoyaltyWindow.LIFETIME);
        case SHOP_BY_ORDERS_OF_THE_YEAR ->
            shop.withLifecycle(LifecycleMethod.SHOP)
                .withLoyalty(LoyaltyMethod.DEVIATION, LoyaltyWindow.YEAR)
                .withCount(PurchaseCount.ORDERS);
        case DEVIATION_BY_YEAR -> shop.withLoyalty(LoyaltyMethod.DEVIATION, LoyaltyWindow.YEAR);
      };
    }
  }

  /** Shops that know less. */
  enum Knowing {
    NO_MONEY,
    NO_QUANTITY,
    AMOUNT_BESIDE_QUANTITY,
    ORDERS_ONLY,
    NO_EVENTS,
    NO_CUSTOMERS;

    ShopFixture of(ShopFixture shop, Path sources) {
      return switch (this) {
        case NO_MONEY -> shop.withOrderColumns(sources, without("unit_price"));
        case NO_QUANTITY ->
            shop.withOrderColumns(sources, with("amount", without("quantity", "unit_price")));
        case AMOUNT_BESIDE_QUANTITY ->
            shop.withOrderColumns(sources, with("amount", without("unit_price")));
        case ORDERS_ONLY ->
            shop.withOrderColumns(sources, List.of("order_id", "customer_id", "ordered_at"))
                .withSources(
                    old -> new SourcesSettings(old.orders(), Optional.empty(), Optional.empty()));
        case NO_EVENTS ->
            shop.withSources(
                old -> new SourcesSettings(old.orders(), old.customers(), Optional.empty()));
        case NO_CUSTOMERS ->
            shop.withSources(
                old -> new SourcesSettings(old.orders(), Optional.empty(), old.events()));
      };
    }
  }

  @BeforeAll
  static void ingestTheShop() {
    SourceFiles.write(RAW, folder, 2);
    whole = ShopFixture.under(folder);
    new ShopRuns(whole).ingest(DATE);
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
    requireAgreement(labelling.of(whole).withFingerprints(labelling.name()));
  }

  @ParameterizedTest
  @EnumSource(Knowing.class)
  void leavesOutWhatTheShopDoesNotKnow(Knowing knowing) {
    ShopFixture shop =
        knowing.of(whole, folder).withWarehouse(folder.resolve("warehouse-" + knowing));
    new ShopRuns(shop).ingest(DATE);
    requireAgreement(shop);
  }

  private static void requireAgreement(ShopFixture shop) {
    ShopRuns runs = new ShopRuns(shop);
    OracleHistory history = new OracleHistory(OracleShop.of(RAW, shop.settings()));
    runs.label(DATE);
    history.label(DATE);
    ShopAgreement agreement = new ShopAgreement(runs, history);
    agreement.requireOrders();
    agreement.requireFeatures(DATE);
    agreement.requireSegments(DATE);
    agreement.requireSummary(DATE);
  }
}
