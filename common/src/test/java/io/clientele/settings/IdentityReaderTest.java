package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How people are joined, as it is configured. */
class IdentityReaderTest {
  private static final Map<String, String> SHOP =
      Map.of(
          "shop.time-zone", "Europe/Berlin",
          "shop.currency", "EUR",
          "source.orders.path", "orders",
          "source.orders.format", "csv",
          "source.orders.columns.order_id", "o",
          "source.orders.columns.customer_id", "c",
          "source.orders.columns.ordered_at", "t");

  @Test
  void nobodyIsJoinedUnlessItIsAskedFor() {
    Settings settings = reading(Map.of()).settings();

    assertThat(settings.joinsPeople()).isFalse();
    assertThat(settings.identity()).isEqualTo(IdentitySettings.off());
  }

  @Test
  void keysMayBeTheShopsOwn() {
    Settings settings =
        reading(
                Map.of(
                    "identity.guests-by", "[email, card]",
                    "identity.salt", "0123456789abcdef",
                    "source.orders.columns.email", "e",
                    "source.orders.columns.card", "k",
                    "shop.country", "DE",
                    "delivery.phone.countries",
                        "{ DE { code = 49, trunk = \"0\" }, IT { code = 39 } }"))
            .settings();

    assertThat(settings.joinsPeople()).isTrue();
    assertThat(settings.sources().orders().columns()).containsEntry("card", "k");
    assertThat(settings.identity())
        .isEqualTo(
            new IdentitySettings(
                List.of("email", "card"),
                "0123456789abcdef",
                new PhoneSettings(
                    Optional.of("DE"),
                    Map.of(
                        "DE", new PhoneSettings.Country("49", "0"),
                        "IT", new PhoneSettings.Country("39", "")))));
    assertThat(settings.identity()).hasToString("IdentitySettings[guestsBy=[email, card]]");
  }

  @Test
  void whatIsMissingOrNoKeyIsSaidWithItsCure() {
    assertThat(
            problems(
                Map.of(
                    "identity.guests-by", "[email, order_id, kind]",
                    "source.customers.path", "customers",
                    "source.customers.format", "csv",
                    "source.customers.columns.customer_id", "c",
                    "shop.country", "Germany",
                    "delivery.phone.countries", "{ DE { code = \"+49\" }, XX { code = 1 } }")))
        .containsExactlyInAnyOrder(
            "identity.guests-by names order_id, which is no key of a person: name email, phone or a"
                + " column of your own, in small letters",
            "identity.guests-by names kind, which the row rules call something else: give the column"
                + " another name, such as my_kind",
            "identity.guests-by names kind: map source.orders.columns.kind too",
            "identity.guests-by names kind: map source.customers.columns.kind too",
            "identity.guests-by names email: map source.orders.columns.email too",
            "identity.guests-by names email: map source.customers.columns.email too",
            "identity.guests-by names order_id: map source.customers.columns.order_id too",
            "identity.salt is missing: give a random text that nobody else knows, for example from"
                + " the environment: salt = ${?CLIENTELE_IDENTITY_SALT}",
            "shop.country is Germany, no country: write two capital letters of ISO 3166-1, such as"
                + " DE or US",
            "delivery.phone.countries.DE.code is +49: needs a calling code in digits, such as 49",
            "delivery.phone.countries.XX is no country: write two capital letters of ISO 3166-1,"
                + " such as DE or US");
  }

  @Test
  void aShortSaltIsRefusedAndNotShown() {
    assertThat(
            problems(
                Map.of(
                    "identity.guests-by", "[email]",
                    "identity.salt", "pepper",
                    "source.orders.columns.email", "e")))
        .containsExactly(
            "identity.salt is shorter than 16 characters: give a random text that nobody else knows,"
                + " for example from the environment: salt = ${?CLIENTELE_IDENTITY_SALT}");
  }

  @Test
  void peopleJoinedOtherwiseAreReadAnew() {
    Map<String, String> joined =
        Map.of(
            "identity.guests-by", "[email]",
            "identity.salt", "0123456789abcdef",
            "source.orders.columns.email", "e");
    Map<String, String> salted = new HashMap<>(joined);
    salted.put("identity.salt", "another text of sixteen");

    assertThat(reading(joined).settings().fingerprint(Settings.INGEST))
        .isNotEqualTo(reading(salted).settings().fingerprint(Settings.INGEST));
  }

  private static List<String> problems(Map<String, String> more) {
    return reading(more).problems().stream()
        .map(problem -> "%s %s: %s".formatted(problem.key(), problem.what(), problem.cure()))
        .toList();
  }

  private static SettingsReading reading(Map<String, String> more) {
    Map<String, String> overrides = new HashMap<>(SHOP);
    overrides.putAll(more);
    return SettingsReader.read(Optional.empty(), overrides);
  }
}
