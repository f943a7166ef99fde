package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  private static final String MINIMAL =
      """
      shop { time-zone = Europe/London, currency = GBP }
      source.orders {
        format = parquet
        path = "data/lines"
        columns {
          order_id = id
          customer_id = customer
          ordered_at = at
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void everyDefaultIsTheDocumentedOne() throws IOException {
    Settings settings = read(MINIMAL, Map.of()).settings();

    assertThat(settings.shop())
        .isEqualTo(new ShopSettings("Shop", ZoneId.of("Europe/London"), "GBP", 4, Map.of()));
    assertThat(settings.segments()).isEqualTo(new SegmentsSettings("clientele", true));
    assertThat(settings.warehouse())
        .isEqualTo(new WarehouseSettings("warehouse", WarehouseFormat.DELTA, Optional.empty()));
    FamiliesSettings families = settings.families();
    assertThat(families.count()).isEqualTo(PurchaseCount.PURCHASE_DAYS);
    assertThat(families.fitLimit()).isEqualTo(1_000_000);
    assertThat(families.readyMade()).isEqualTo(new ReadyMadeSettings(true));
    assertThat(families.lifecycle())
        .isEqualTo(
            new LifecycleSettings(
                true,
                LifecycleSelection.AUTO,
                LifecycleMethod.RHYTHM,
                Refit.MONTHLY,
                30,
                10,
                3,
                1.25,
                100,
                new ReturnStages(ReturnCuts.SHARE, 0.9, 0.5),
                new FixedStages(30, 90, 180)));
    assertThat(families.loyalty())
        .isEqualTo(
            new LoyaltySettings(
                true,
                LoyaltyMethod.QUANTILE,
                LoyaltyWindow.LIFETIME,
                Refit.MONTHLY,
                30,
                new TierCut(0.75, 3),
                new TierCut(0.90, 4)));
  }

  @Test
  void theDefaultsOfBehaviourRfmAndPricesAreThoseOfTheirRules() throws IOException {
    FamiliesSettings families = read(MINIMAL, Map.of()).settings().families();

    assertThat(families.behaviour())
        .isEqualTo(
            new BehaviourSettings(
                true,
                Refit.MONTHLY,
                new BehaviourSettings.Spender(0.9, 2),
                new BehaviourSettings.CartAbandoner(2),
                new BehaviourSettings.CouponLover(2, 0.8, 0.05),
                new BehaviourSettings.Spender(0.25, 3),
                Optional.empty()));
    assertThat(families.priceSensitivity())
        .isEqualTo(new PriceSensitivitySettings(true, Refit.MONTHLY, 3, 1));
    assertThat(families.rfm().minCustomers()).isEqualTo(30);
    assertThat(families.rfm().recencyCuts()).isEmpty();
    assertThat(families.rfm().segments())
        .hasSize(11)
        .startsWith(
            new RfmSettings.Segment(
                "Champions",
                new RfmSettings.Scores(4, 5),
                new RfmSettings.Scores(4, 5),
                new RfmSettings.Scores(4, 5)))
        .contains(
            new RfmSettings.Segment(
                "Promising",
                new RfmSettings.Scores(4, 4),
                new RfmSettings.Scores(1, 1),
                new RfmSettings.Scores(1, 5)));
  }

  @Test
  void theDefaultClustersHaveANameForEveryCluster() throws IOException {
    ClustersSettings clusters = read(MINIMAL, Map.of()).settings().families().clusters();

    assertThat(clusters.enabled()).isTrue();
    assertThat(clusters.k()).isEqualTo(6);
    assertThat(clusters.refit()).isEqualTo(Refit.MONTHLY);
    assertThat(clusters.sample()).isEqualTo(50_000);
    assertThat(clusters.training()).isEqualTo(new ClustersSettings.Training(20240229L, 5, 50));
    assertThat(clusters.features())
        .containsExactly(
            "recency_days",
            "purchase_days",
            "net_revenue",
            "average_order_value",
            "average_basket_items",
            "gap_mean_days",
            "discount_share",
            "distinct_categories");
    assertThat(clusters.archetypes().keySet())
        .containsExactlyInAnyOrder(
            "Champion",
            "Regular",
            "Bargain Hunter",
            "Small Basket",
            "One-Off",
            "Dormant",
            "Big Spender",
            "Newcomer",
            "Explorer",
            "Fading Regular");
    assertThat(clusters.archetypes().get("Bargain Hunter"))
        .isEqualTo(Map.of("discount_share", 1.8, "average_order_value", -0.2));
  }

  @Test
  void aSourceKeepsItsMappingInDocumentedOrderWithFileAndLine() throws IOException {
    SettingsReading reading = read(MINIMAL, Map.of("source.orders.filter", "id is not null"));
    String file = folder.resolve("shop.conf").toString();
    InputSettings input =
        new InputSettings(
            "parquet", Optional.of("data/lines"), Optional.empty(), Map.of(), file + ":4");

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.shopZone()).contains(ZoneId.of("Europe/London"));
    assertThat(reading.sources()).contains(reading.settings().sources());
    assertThat(reading.settings().sources())
        .isEqualTo(
            new SourcesSettings(
                new SourceSettings(
                    "orders",
                    Map.of("orders", input),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("id is not null"),
                    Map.of("order_id", "id", "customer_id", "customer", "ordered_at", "at"),
                    Map.of(
                        "order_id", file + ":6",
                        "customer_id", file + ":7",
                        "ordered_at", file + ":8",
                        "filter", "--set")),
                Optional.empty(),
                Optional.empty()));
    assertThat(reading.settings().sources().orders().columns().keySet())
        .containsExactly("order_id", "customer_id", "ordered_at");
  }

  @Test
  void severalInputsAndAttributesAreRead() throws IOException {
    String conf =
        MINIMAL
            + """
            source.customers {
              inputs {
                people { format = csv, path = p.csv, options { header = true, sep = ";" } }
                consents { table = crm.consents }
              }
              query = "with c as (select * from consents) select * from people join c using (id)"
              columns { zodiac = sign, customer_id = id, birthday = born }
            }
            """;
    SourceSettings customers = read(conf, Map.of()).settings().sources().customers().orElseThrow();

    assertThat(customers.inputs())
        .isEqualTo(
            Map.of(
                "people",
                new InputSettings(
                    "csv",
                    Optional.of("p.csv"),
                    Optional.empty(),
                    Map.of("header", "true", "sep", ";"),
                    folder.resolve("shop.conf") + ":13"),
                "consents",
                new InputSettings(
                    "table",
                    Optional.empty(),
                    Optional.of("crm.consents"),
                    Map.of(),
                    folder.resolve("shop.conf") + ":14")));
    assertThat(customers.columns().keySet()).containsExactly("customer_id", "birthday", "zodiac");
  }

  @Test
  void overridesSurviveWhateverCharactersTheyHold() throws IOException {
    for (String path :
        List.of(
            "C:\\x\\lines",
            "s3a://bucket/lines#1",
            "/data//lines",
            "{a,b}/*.csv",
            "[ab]*.csv",
            "a = b",
            "with blank, comma",
            "${HOME}",
            "\"unfinished")) {
      Settings settings = read(MINIMAL, Map.of("source.orders.path", path)).settings();
      assertThat(settings.sources().orders().inputs().values())
          .extracting(InputSettings::path)
          .containsExactly(Optional.of(path));
    }
  }

  @Test
  void overridesMayBeNumbersFlagsListsBlocksAndNull() throws IOException {
    Settings settings =
        read(
                MINIMAL,
                Map.of(
                    "families.clusters.k", "4",
                    "families.ready-made.enabled", "false",
                    "quality.cancelled-statuses", "[Storno, \"void\"]",
                    "shop.rates", "{ USD = 0.80, EUR = 0.9 }",
                    "families.clusters.archetypes.\"Small Basket\"", "null",
                    "quality.max-staleness-days", "7"))
            .settings();

    assertThat(settings.families().clusters().k()).isEqualTo(4);
    assertThat(settings.families().clusters().archetypes()).hasSize(9);
    assertThat(settings.families().readyMade().enabled()).isFalse();
    assertThat(settings.quality().cancelledStatuses()).containsExactlyInAnyOrder("storno", "void");
    assertThat(settings.quality().maxStalenessDays()).hasValue(7);
    assertThat(settings.shop().rates())
        .isEqualTo(Map.of("USD", new BigDecimal("0.80"), "EUR", new BigDecimal("0.9")));
  }

  @Test
  void theEnvironmentIsSubstituted() throws IOException {
    Map.Entry<String, String> variable =
        System.getenv().entrySet().stream()
            .filter(entry -> entry.getKey().matches("[A-Z]+") && !entry.getValue().isBlank())
            .findFirst()
            .orElseThrow();
    String conf =
        MINIMAL
            + "shop.name = first\nshop.name = ${?"
            + variable.getKey()
            + "}\nwarehouse.path = kept\nwarehouse.path = ${?CLIENTELE_NO_SUCH_VARIABLE}\n";

    Settings settings = read(conf, Map.of()).settings();

    assertThat(settings.shop().name()).isEqualTo(variable.getValue().strip());
    assertThat(settings.warehouse().path()).isEqualTo("kept");
  }

  @Test
  void aMissingFileIsAUsageError() {
    Path missing = folder.resolve("missing.conf");
    assertThatThrownBy(() -> SettingsReader.read(Optional.of(missing), Map.of()))
        .isInstanceOf(ClienteleException.class)
        .hasMessage(
            "The configuration file cannot be read\n  where: "
                + missing
                + "\n  mend:  give an existing file with --conf; conf/reference.conf shows every key")
        .extracting(failure -> ((ClienteleException) failure).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  private SettingsReading read(String conf, Map<String, String> overrides) throws IOException {
    Path file = Files.writeString(folder.resolve("shop.conf"), conf);
    return SettingsReader.read(Optional.of(file), overrides);
  }
}
