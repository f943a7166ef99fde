package io.clientele.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.settings.CustomSettings;
import io.clientele.settings.LifecycleMethod;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The generated shop would be no test if it missed a case: every one occurs in it. */
class GeneratedShopCoverageTest {
  private static final LocalDate DATE = LocalDate.parse("2024-10-27");

  private final OracleShop.Raw raw = GeneratedShop.raw(1);
  private final ShopFixture fixture = ShopFixture.under(Path.of("nowhere"));
  private final OracleShop shop = OracleShop.of(raw, fixture.settings());

  @Test
  void holdsEveryReasonAndOrderClass() {
    assertThat(raw.orders()).hasSizeGreaterThan(2_000);
    assertThat(
            shop.lines().stream()
                .map(line -> line.reason().orElse(line.rowClass().toString()))
                .collect(Collectors.toSet()))
        .isEqualTo(
            Set.of(
                "FILTERED",
                "ACCEPTED",
                "GUESTS",
                "no order id",
                "no time",
                "impossible date",
                "id in scientific notation",
                "no amount",
                "order under two customers",
                "duplicate line",
                "foreign currency"));
    assertThat(shop.orders().stream().map(OracleOrder::orderClass).collect(Collectors.toSet()))
        .isEqualTo(Set.of("purchase", "return", "cancelled", "adjustment"));
    assertThat(new HashSet<>(shop.customers().rejected()))
        .isEqualTo(Set.of("no customer id", "duplicate customer"));
    assertThat(new HashSet<>(shop.events().rejected()))
        .isEqualTo(Set.of("no time", "impossible date", "unknown event type"));
    assertThat(shop.events().guests()).isPositive();
  }

  @Test
  void fillsEveryFeature() {
    List<OracleCells> rows = new OracleFeatures(shop, DATE).rows();

    assertThat(rows).hasSizeGreaterThan(300);
    for (String column : rows.get(0).all().keySet()) {
      Set<Object> values =
          rows.stream()
              .map(row -> row.get(column))
              .filter(Objects::nonNull)
              .collect(Collectors.toSet());
      boolean isFlag = values.equals(Set.of(true, false));
      int least = column.equals("segment_date") ? 1 : isFlag ? 2 : 3;
      assertThat(values).as(column).hasSizeGreaterThanOrEqualTo(least);
    }
  }

  @ParameterizedTest
  @EnumSource(LifecycleMethod.class)
  void givesEveryLabel(LifecycleMethod method) {
    List<OracleCells> features = new OracleFeatures(shop, DATE).rows();
    OracleSegments segments =
        new OracleSegments(
            fixture.withLifecycle(method).settings(), shop.customers(), features, DATE);

    List<OracleCells> rows = segments.label(features, DATE, List.of());

    assertThat(rows.stream().map(row -> row.text("lifecycle")).collect(Collectors.toSet()))
        .hasSize(5);
    assertThat(rows.stream().map(row -> row.text("loyalty")).collect(Collectors.toSet()))
        .hasSize(5);
    assertThat(texts(rows, "primary_behaviour"))
        .isEqualTo(
            Set.of(
                "cart_abandoner",
                "high_spender",
                "inactive",
                "coupon_lover",
                "low_spender",
                "one_time",
                "regular",
                "null"));
    assertThat(texts(rows, "rfm_segment"))
        .isEqualTo(Set.of("Best", "Good", "New", "Fading", "Gone", "null"));
    assertThat(texts(rows, "price_sensitivity"))
        .isEqualTo(Set.of("Cheaper", "Average", "Expensive", "null"));
    for (CustomSettings.Segment segment : FixtureCustom.all().segments()) {
      long inside =
          rows.stream()
              .filter(
                  row ->
                      row.get("custom_segments") instanceof List<?> list
                          && list.contains(segment.name()))
              .count();
      assertThat(inside).as(segment.name()).isBetween(3L, rows.size() - 3L);
    }
    assertThat(texts(rows, "abandoned_cart_open")).isEqualTo(Set.of("true", "false"));
    assertThat(rows.stream().map(row -> row.text("lifecycle_method")))
        .containsOnly(method.name().toLowerCase(Locale.ROOT));
  }

  private static Set<String> texts(List<OracleCells> rows, String column) {
    return rows.stream().map(row -> row.text(column)).collect(Collectors.toSet());
  }
}
