package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What custom segments may be, told when the configuration is read and without Spark. */
class CustomReaderTest {
  private static final String SHOP =
      """
      shop { time-zone = Europe/London, currency = GBP }
      source.orders {
        format = parquet, path = lines
        columns { order_id = id, customer_id = customer, ordered_at = at }
      }
      source.customers {
        format = parquet, path = people
        columns { customer_id = id, country = land, consent = yes, tier = tier }
      }
      families.custom.segments {
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void withoutSegmentsThereAreNone() throws IOException {
    assertThat(read().settings().families().custom()).isEqualTo(CustomSettings.none());
  }

  @Test
  void segmentsComeAfterThoseTheyRead() throws IOException {
    SettingsReading reading =
        read(
            "\"A call\" = \"`big spender` and consent and attributes['tier'] = 'gold'\"",
            "BIG = \"net_revenue > 500 and lifecycle in ('Active', 'Lost')\"",
            "\"Big Spender\" = \"big and exists(array(orders), n -> n > 1) or attributes.tier = 'x'\"",
            "zero = \"high_spender and p_alive < 0.5 and rfm_recency = 5\"");

    assertThat(reading.settings().families().custom())
        .isEqualTo(
            new CustomSettings(
                true,
                List.of(
                    new CustomSettings.Segment(
                        "BIG", "net_revenue > 500 and lifecycle in ('Active', 'Lost')"),
                    new CustomSettings.Segment(
                        "Big Spender",
                        "big and exists(array(orders), n -> n > 1) or attributes.tier = 'x'"),
                    new CustomSettings.Segment(
                        "A call", "`big spender` and consent and attributes['tier'] = 'gold'"),
                    new CustomSettings.Segment(
                        "zero", "high_spender and p_alive < 0.5 and rfm_recency = 5")),
                Set.of("consent", "attributes")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a | orders >                    | does not parse: Syntax error at or near end of input. | write one Spark SQL expression
          a | ordrs > 1                   | reads ordrs, no feature, label or segment | nearest: orders
          a | features.orders > 1         | reads features.orders, no feature, label or segment | nearest: orders
          a | loyalty_previous = 'VIP'    | reads loyalty_previous, no feature, label or segment | nearest: loyalty
          a | email is null               | reads email, no feature, label or segment | one of: a, abandoned_cart_open,
          a | orders + 1                  | gives bigint | needs a boolean
          a | lifecycle                   | gives string | needs a boolean
          a | my_own_rule(orders)           | calls my_own_rule, no function of Spark | see Spark's list of built-in functions
          a | roundd(orders) > 1          | calls roundd, no function of Spark | nearest: round
          a | array(orders) > 1           | is not sound: | mend the expression
          a | exists (select 1)           | has a subquery | compute it from one customer's columns and other segments
          a | orders in (select 1)        | has a subquery | compute it from one customer's columns and other segments
          a | orders > (select 1)         | has a subquery | compute it from one customer's columns and other segments
          a | sum(orders) > 3             | looks at more than one row | leave out aggregates, windows and generators
          a | rank() over (order by orders) > 3 | looks at more than one row | leave out aggregates, windows and generators
          a | explode(array(true))        | looks at more than one row | leave out aggregates, windows and generators
          a | rand() > 0.5                | depends on the clock or on chance | compare with segment_date, so that a day can be computed again
          a | current_date > segment_date | depends on the clock or on chance | compare with segment_date, so that a day can be computed again
          a | now() > registered_at       | depends on the clock or on chance | compare with segment_date, so that a day can be computed again
          a | not a                       | stands on itself: a -> a | let one of them do without the others
          a | attributes['teir'] = 'x'    | reads attribute teir, which is not mapped | nearest: tier
          a | attributes.teir = 'x'       | reads attribute teir, which is not mapped | nearest: tier
          orders | true                   | has the name of a column | choose another name
          Custom_Segments | true          | has the name of a column | choose another name
          country | true                  | has the name of a column | choose another name
          loyalty_changed_at | true       | has the name of a column | choose another name
          a`b | true                      | cannot be a name | use a name without dots and backticks
          a.b | true                      | cannot be a name | use a name without dots and backticks
          """)
  void eachMistakeIsTold(String name, String sql, String what, String cure) throws IOException {
    List<Problem> problems = read("\"" + name + "\" = \"" + sql + "\"").problems();

    assertThat(problems).hasSize(1);
    Problem problem = problems.get(0);
    String key = name.matches("\\w+") ? name : "\"" + name + "\"";
    assertThat(problem.key()).isEqualTo("families.custom.segments." + key);
    assertThat(problem.where()).isEqualTo(folder.resolve("shop.conf") + ":11");
    assertThat(problem.what()).startsWith(what);
    assertThat(problem.cure()).startsWith(cure);
  }

  @Test
  void allMistakesAreToldAtOnce() throws IOException {
    SettingsReading reading =
        read(
            "a = \"b or ordrs > 1\"",
            "b = \"c and itms > 1 and lifecicle = 'Lost'\"",
            "c = \"a\"",
            "d = { sql = true }",
            "e = \"true\"",
            "E = \"true\"",
            "f = \"a > \"");

    assertThat(reading.problems())
        .extracting(
            problem -> problem.key().replace("families.custom.segments.", ""), Problem::what)
        .map(tuple -> tuple.toList().get(0) + ": " + tuple.toList().get(1))
        .containsExactly(
            "d: is a block",
            "e: differs from another segment in case alone",
            "f: does not parse: Syntax error at or near end of input.",
            "a: reads ordrs, no feature, label or segment",
            "b: reads itms, no feature, label or segment",
            "b: reads lifecicle, no feature, label or segment",
            "a: stands on itself: a -> b -> c -> a");
  }

  @Test
  void whatIsNotMappedIsNotRead() throws IOException {
    String conf =
        SHOP.replace("country = land, consent = yes, tier = tier", "country = land")
            + "a = \"country = 'DE' and consent and attributes['tier'] = 'x'\" }";

    assertThat(read(conf, Map.of()).problems())
        .extracting(Problem::what, Problem::cure)
        .map(tuple -> tuple.toList().get(0) + "; " + tuple.toList().get(1))
        .containsExactly(
            "reads consent, which is not mapped; map source.customers.columns.consent",
            "reads attribute tier, which is not mapped; map source.customers.columns.tier");
  }

  private SettingsReading read(String... segments) throws IOException {
    return read(SHOP + String.join("\n", segments) + "\n}\n", Map.of());
  }

  private SettingsReading read(String conf, Map<String, String> overrides) throws IOException {
    Path file = Files.writeString(folder.resolve("shop.conf"), conf);
    return SettingsReader.read(Optional.of(file), overrides);
  }
}
