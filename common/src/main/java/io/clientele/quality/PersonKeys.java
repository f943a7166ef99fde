package io.clientele.quality;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import io.clientele.settings.IdentitySettings;
import io.clientele.settings.PhoneSettings;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * What names a person, written alike and hashed with the shop's secret.
 *
 * <p>A Java function, not expressions: Spark has none for NFC, IDNA and HMAC, and a secret in a
 * plan would be shown in every log of it.
 */
public final class PersonKeys {
  private static final String EMAIL = "email";
  private static final String PHONE = "phone";

  /** Unicode's White_Space, and marks without a width. */
  private static final String BLANK = "[\\p{IsWhite_Space}\\u200B-\\u200D\\u2060\\uFEFF]";

  private static final Pattern AROUND = Pattern.compile("^" + BLANK + "+|" + BLANK + "+$");
  private static final Pattern SPACES = Pattern.compile("\\p{IsWhite_Space}+");
  private static final Pattern LOCAL = Pattern.compile("[^,;:<>()\\[\\]\"\\\\]{1,64}");
  private static final Pattern DOMAIN =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");
  private static final int LONGEST_EMAIL = 254;
  private static final Pattern DRESS = Pattern.compile("[ \\-./()\\p{IsWhite_Space}]");
  private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");

  private final IdentitySettings identity;

  /** Writes and hashes keys as the settings say. */
  public PersonKeys(IdentitySettings identity) {
    this.identity = identity;
  }

  /**
   * Returns the keyed hash of a key, 64 hex digits; null where there is none or it cannot be read.
   *
   * @param key name of the key
   * @param text what the source states
   * @param country country of the person as the source states it; null where it is not known
   */
  Column hash(String key, Column text, Column country) {
    String home = identity.phones().country().orElse("");
    Hash hash = new Hash(key, identity.salt(), home, identity.phones().countries());
    return udf(hash, DataTypes.StringType).apply(text, country);
  }

  /** Returns the same for a person of whom no country is known. */
  Column hash(String key, Column text) {
    return hash(key, text, lit(null).cast(DataTypes.StringType));
  }

  /**
   * Returns an e-mail address as all its forms are written, in small letters and its domain in
   * ASCII; empty where it is none.
   */
  static Optional<String> email(String text) {
    String bare = SPACES.matcher(text(text)).replaceAll("").toLowerCase(Locale.ROOT);
    int at = bare.indexOf('@');
    if (at < 1 || at != bare.lastIndexOf('@')) {
      return Optional.empty();
    }
    String local = bare.substring(0, at);
    Optional<String> domain =
        ascii(bare.substring(at + 1)).filter(name -> DOMAIN.matcher(name).matches());
    return domain
        .map(name -> local + "@" + name)
        .filter(address -> LOCAL.matcher(local).matches() && address.length() <= LONGEST_EMAIL);
  }

  /**
   * Returns a phone number in the form of E.164; empty where it is none, or has no country code and
   * its country is not known.
   *
   * @param country the country of numbers without a country code
   */
  static Optional<String> phone(String text, Optional<PhoneSettings.Country> country) {
    String digits = DRESS.matcher(text(text).replace("(0)", "")).replaceAll("");
    String number = digits.startsWith("00") ? "+" + digits.substring(2) : digits;
    Optional<String> whole =
        number.startsWith("+")
            ? Optional.of(number)
            : country.map(known -> "+" + known.code() + withoutTrunk(number, known.trunk()));
    return whole.filter(full -> NUMBER.matcher(full).matches());
  }

  /** Returns a text without invisible characters around it, one space where there were several. */
  static String text(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    return SPACES.matcher(AROUND.matcher(composed).replaceAll("")).replaceAll(" ");
  }

  private static String withoutTrunk(String number, String trunk) {
    return number.startsWith(trunk) ? number.substring(trunk.length()) : number;
  }

  private static Optional<String> ascii(String domain) {
    try {
      return Optional.of(IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES));
    } catch (IllegalArgumentException notADomain) {
      return Optional.empty();
    }
  }

  /**
   * The function.
   *
   * @param key name of the key
   * @param salt the secret
   * @param home country of numbers without a country code; empty for none
   * @param countries calling codes by country
   */
  private record Hash(
      String key, String salt, String home, Map<String, PhoneSettings.Country> countries)
      implements UDF2<String, String, String> {

    @Override
    public @Nullable String call(@Nullable String text, @Nullable String country) {
      return text == null ? null : written(text, country).map(this::hashed).orElse(null);
    }

    private Optional<String> written(String text, @Nullable String country) {
      return switch (key) {
        case EMAIL -> email(text);
        case PHONE -> phone(text, countryOf(country));
        default -> Optional.of(text(text)).filter(known -> !known.isEmpty());
      };
    }

    private Optional<PhoneSettings.Country> countryOf(@Nullable String country) {
      String code = country == null ? "" : country.strip().toUpperCase(Locale.ROOT);
      // A country that is written out is as good as none: the shop's own is taken.
      return Optional.ofNullable(countries.get(code.matches("[A-Z]{2}") ? code : home));
    }

    private String hashed(String value) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(salt.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException("every Java has HmacSHA256", impossible);
      }
    }

    /** The salt stays out of logs. */
    @Override
    public String toString() {
      return "hash of " + key;
    }
  }
}
