package io.clientele.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.settings.IdentitySettings;
import io.clientele.settings.PhoneSettings;
import io.clientele.testing.LocalSpark;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of people: written alike, and hashed with a secret. */
class PersonKeysTest {
  private static final String HASH_OF_ANNA =
      "76faa0739af40d82b177e92499e41b5be79167c509efebd95929055809742b19";
  private static final String HASH_OF_PHONE =
      "dcb0d790fc2e331fc62f364ff61a34b2ebba86cd398184da35de30f8c962e151";
  private static final String HASH_OF_CARD =
      "fb859810145fa2f36fb98d06aee3eabab47c007dd3ed6ebc39de375e56af8dfd";
  private static final Optional<PhoneSettings.Country> GERMANY =
      Optional.of(new PhoneSettings.Country("49", "0"));
  private static final Optional<PhoneSettings.Country> ITALY =
      Optional.of(new PhoneSettings.Country("39", ""));

  @ParameterizedTest
  @CsvSource({
    "anna@example.com, anna@example.com",
    "'  Anna.Maier+Shop@Example.COM ', anna.maier+shop@example.com",
    "'\u00a0\u200banna@example.com\ufeff', anna@example.com",
    "'anna @ example.com', anna@example.com",
    "anna@bücher.example, anna@xn--bcher-kva.example",
    "'anna@bu\u0308cher.example', anna@xn--bcher-kva.example",
    "ÄNNE@example.com, änne@example.com",
    "TITUS@EXAMPLE.COM, titus@example.com"
  })
  void anAddressIsWrittenOneWay(String text, String written) {
    assertThat(PersonKeys.email(text)).contains(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "anna",
        "@example.com",
        "anna@",
        "anna@localhost",
        "anna@@example.com",
        "anna@example.com@example.com",
        "anna@example..com",
        "anna@-example.com",
        "anna@exa_mple.com",
        "anna,ben@example.com",
        "Anna <anna@example.com>",
        "\"anna\"@example.com",
        "a2345678901234567890123456789012345678901234567890123456789012345@example.com"
      })
  void whatIsNoAddressIsNone(String text) {
    assertThat(PersonKeys.email(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "+49 30 1234567, +49301234567",
    "0049 (0)30/123-45.67, +49301234567",
    "030 1234567, +49301234567",
    "+1 (555) 010-0199, +15550100199"
  })
  void aNumberIsThatOfItsCountry(String text, String written) {
    assertThat(PersonKeys.phone(text, GERMANY)).contains(written);
  }

  @Test
  void aCountryWithoutATrunkPrefixKeepsItsZero() {
    assertThat(PersonKeys.phone("06 1234 5678", ITALY)).contains("+390612345678");
  }

  @Test
  void aNumberOfNoKnownCountryOrNoNumberIsNone() {
    assertThat(PersonKeys.phone("030 1234567", Optional.empty())).isEmpty();
    assertThat(PersonKeys.phone("12345", GERMANY)).contains("+4912345");
    assertThat(PersonKeys.phone("1234", GERMANY)).isEmpty();
    assertThat(PersonKeys.phone("call me", GERMANY)).isEmpty();
    assertThat(PersonKeys.phone("+0301234567", GERMANY)).isEmpty();
    assertThat(PersonKeys.phone("+1234567890123456", GERMANY)).isEmpty();
  }

  @Test
  void aHashIsHmacOfTheKeyUnderTheSalt() {
    // openssl dgst -sha256 -hmac 'a secret of sixteen or more' over the written key.
    assertThat(hashed("email", " Anna@Example.com")).isEqualTo(HASH_OF_ANNA);
    assertThat(hashed("phone", "030 1234567")).isEqualTo(HASH_OF_PHONE);
    assertThat(hashed("card", " 12  34 ")).isEqualTo(HASH_OF_CARD);
    assertThat(hashed("email", "no address")).isNull();
    assertThat(hashed("card", "  ")).isNull();
  }

  @Test
  void noPlanShowsTheSecret() {
    assertThat(
            LocalSpark.session()
                .range(1)
                .select(column("email", "anna@example.com"))
                .queryExecution()
                .toString())
        .doesNotContain("secret");
  }

  private static String hashed(String key, String text) {
    return LocalSpark.session().range(1).select(column(key, text)).as(Encoders.STRING()).head();
  }

  private static Column column(String key, String text) {
    PhoneSettings phones =
        new PhoneSettings(Optional.of("DE"), Map.of("DE", new PhoneSettings.Country("49", "0")));
    return new PersonKeys(
            new IdentitySettings(List.of("email"), "a secret of sixteen or more", phones))
        .hash(key, functions.lit(text));
  }
}
