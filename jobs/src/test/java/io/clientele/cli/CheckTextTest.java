package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.testing.RealData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTextTest {
  private static final StructType ORDERS =
      StructType.fromDDL(
          "order_id string, customer_id string, ordered_at string, amount decimal(18,2)");

  @Test
  void showsSourcesAndWhatIsAbsent(@TempDir Path folder) throws IOException {
    assertThat(new CheckText(Glyphs.ASCII).of(tinyShop(folder), Map.of("orders", ORDERS)))
        .isEqualTo(
            """
            Tiny shop: the configuration is sound (Europe/London, EUR)

            orders: csv in orders.csv
            ------------------------------------------------------------------------------
            order_id         string           order
            customer_id      string           customer
            ordered_at       string           day
            amount           decimal(18,2)    paid
              - no quantity: items, average_basket_items and average_item_price are empty
              - no unit_price: mean_unit_price and price_sensitivity are empty
              - no line_id: lines that come twice are not found
              - no product_id: distinct_products is empty
              - no category: distinct_categories, top_category and top_category_share are
                empty
              - no discount: discount_amount and discount_share are empty
              - no coupon_code: coupon_orders is empty, and without discounts coupon_lover
                too
              - no status: no order is taken as cancelled
              - no currency: every amount is taken as being in the shop's currency
              - no is_return: returns are known by negative amounts and quantities alone

              - no customers source: people who never bought are unknown; new_customers
                are those of a first purchase
              - no events source: all features of carts, cart_abandoner and
                abandoned_cart_open are empty

            families  prediction, lifecycle, loyalty, ready-made, behaviour, rfm, price-sensitivity
            off       clusters
            tables    delta in w
            """);
  }

  private static Settings tinyShop(Path folder) throws IOException {
    TinyShop.write(folder);
    return SettingsReader.read(
            Optional.of(folder.resolve("shop.conf")),
            Map.of("families.clusters.enabled", "false", "warehouse.path", "w"))
        .settings();
  }

  @Test
  void theSampleShopIsWrittenInTheZoneOfItsConfiguration() {
    Path configuration = RealData.root().resolve("conf/sample.conf");

    assertThat(SettingsReader.read(Optional.of(configuration), Map.of()).shopZone())
        .contains(SparkWork.SAMPLE_ZONE);
  }
}
