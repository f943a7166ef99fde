package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {
  private static final Map<String, String> SOUND =
      Map.of(
          "shop.time-zone", "Europe/London",
          "shop.currency", "GBP",
          "source.orders.format", "csv",
          "source.orders.path", "a",
          "source.orders.columns.order_id", "id",
          "source.orders.columns.customer_id", "customer",
          "source.orders.columns.ordered_at", "at");

  private static final String WRONG =
      """
      shop { timezone = Europe/London, time-zone = Europe/Londn }
      source.orders {
        path = lines.csv
        columns {
          order_id = "cast(id as"
          customer_id = customer
        }
      }
      families.clusters.k = 11
      """;

  private static final String TOLD =
      """
      8 problems in the configuration

      shop.currency: is missing
        where: FILE
        mend:  give it, in the file or with --set shop.currency=...

      shop.time-zone: is Europe/Londn, no time zone
        where: FILE:1
        mend:  nearest: Europe/London

      source.orders.columns.order_id: does not parse: Syntax error at or near end of input.
        where: FILE:5
        mend:  write one Spark SQL expression

      source.orders.columns.ordered_at: is missing
        where: FILE
        mend:  map it to an expression over the source's columns

      source.orders.format: is missing
        where: FILE
        mend:  one of: csv, delta, json, parquet, text

      quality.max-rejected-share: is 2
        where: --set
        mend:  needs a number, from 0 to 1

      families.clusters.k: is 11
        where: FILE:9
        mend:  needs at most the number of archetypes, 10, or more archetypes

      shop.timezone: is not a key
        where: FILE:1
        mend:  nearest valid key: shop.time-zone""";

  @TempDir private Path folder;

  @Test
  void everythingWrongIsToldAtOnceWithKeyPlaceAndCure() throws IOException {
    Path file = Files.writeString(folder.resolve("shop.conf"), WRONG);
    SettingsReading reading =
        SettingsReader.read(Optional.of(file), Map.of("quality.max-rejected-share", "2"));

    assertThatThrownBy(reading::settings)
        .isInstanceOf(ClienteleException.class)
        .hasMessage(TOLD.replace("FILE", file.toString()))
        .extracting(failure -> ((ClienteleException) failure).exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(reading.sources()).isEmpty();
    assertThat(reading.shopZone()).isEmpty();
  }

  @Test
  void sourcesAreThereThoughOtherKeysAreWrong() {
    SettingsReading reading =
        reading(
            Map.of(
                "families.count", "days",
                "source.orders.columns.amount", "a +",
                "source.customers.path", "c",
                "source.events.path", "e",
                "source.events.format", "json"));

    assertThat(reading.problems())
        .extracting(Problem::key)
        .containsExactly(
            "source.orders.columns.amount",
            "source.customers.columns.customer_id",
            "source.customers.format",
            "source.events.columns.customer_id",
            "source.events.columns.occurred_at",
            "source.events.columns.event_type",
            "families.count");
    SourcesSettings sources = reading.sources().orElseThrow();
    assertThat(sources.orders().columns())
        .isEqualTo(Map.of("order_id", "id", "customer_id", "customer", "ordered_at", "at"));
    assertThat(sources.customers()).isEmpty();
    assertThat(sources.events()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          shop.nam                              | x            | shop.nam                              | is not a key | nearest valid key: shop.name
          clusters.k                            | 5            | clusters                              | is not a key | nearest valid key: families.clusters
          source.order.path                     | x            | source.order                          | is not a key | nearest valid key: source.orders
          families.lifecycle.Method             | shop         | families.lifecycle.Method             | is not a key | nearest valid key: families.lifecycle.method
          shop.time-zone                        | {a = 1}      | shop.time-zone                        | is a block   | needs text (quote a name that has dots)
          shop                                  | x            | shop                                  | is a text    | needs a block { ... }
          shop.time-zone                        | nowhere      | shop.time-zone                        | is nowhere, no time zone | write it like Europe/London or America/New_York
          shop.currency                         | GBPP         | shop.currency                         | is GBPP, no ISO 4217 code | nearest: GBP
          shop.money-scale                      | 7            | shop.money-scale                      | is 7         | needs a whole number, from 0 to 6
          shop.money-scale                      | 2.5          | shop.money-scale                      | is 2.5       | needs a whole number, from 0 to 6
          shop.money-scale                      | null         | shop.money-scale                      | is missing   | give it, in the file or with --set shop.money-scale=...
          shop.rates.USD                        | 0            | shop.rates.USD                        | is 0         | needs a number, above 0
          shop.rates.GBP                        | 1            | shop.rates.GBP                        | is the shop's own currency | leave it out
          shop.rates.US                         | 1            | shop.rates.US                         | is no ISO 4217 code | nearest: USD
          source.orders.table                   | t            | source.orders.table                   | stands beside path | keep one of them, set the other to null
          source.orders.path                    | null         | source.orders.path                    | is missing   | give a path or a table, in the file or with --set source.orders.path=...
          source.orders.path                    | ``           | source.orders.path                    | is empty     | give a text, or null for none
          source.orders.format                  | parket       | source.orders.format                  | is parket    | nearest: parquet
          source.orders.options.header          | [1]          | source.orders.options.header          | is a list    | needs text (quote a name that has dots)
          source.orders.filter                  | id =         | source.orders.filter                  | does not parse: Syntax error at or near end of input. | write one Spark SQL expression
          source.orders.columns.amount          | Item Price * 2 | source.orders.columns.amount        | does not parse: Syntax error at or near '*'. | write one Spark SQL expression; a name with a blank or a sign in it stands in backticks: `Order ID`
          source.orders.query                   | select 1     | source.orders.query                   | has no inputs to read | name its tables under inputs
          source.orders.columns.unit_price      | price        | source.orders.columns.unit_price      | needs quantity | map quantity too, or map amount instead
          source.orders.columns.amout           | paid         | source.orders.columns.amout           | is not a key | nearest valid key: source.orders.columns.amount
          source.customers.columns.kept         | x            | source.customers.columns.kept         | cannot be an attribute | use letters, digits and underscore, no name twice
          quality.max-staleness-days            | -1           | quality.max-staleness-days            | is -1        | needs a whole number, 0 or more
          quality.cancelled-statuses            | x            | quality.cancelled-statuses            | is a text    | needs a list of texts [a, b]
          families.fit-limit                    | many         | families.fit-limit                    | is many      | needs a whole number, 1 or more
          families.fit-limit                    | 99999999999  | families.fit-limit                    | is 99999999999 | needs a whole number, 1 or more
          families.ready-made.enabled           | maybe        | families.ready-made.enabled           | is maybe     | needs true or false
          families.lifecycle.method             | rhytm        | families.lifecycle.method             | is rhytm     | nearest: rhythm
          families.lifecycle.prior-weight       | 0            | families.lifecycle.prior-weight       | is 0         | needs a number, above 0
          families.lifecycle.min-spread         | 1            | families.lifecycle.min-spread         | is 1         | needs a number, above 1
          families.lifecycle.fixed.active       | 30           | families.lifecycle.fixed.active       | is 30        | needs more days than just-ordered
          families.lifecycle.fixed.slipping-away | 60          | families.lifecycle.fixed.slipping-away | is 60       | needs more days than active
          families.lifecycle.model.slipping-away | 0.9         | families.lifecycle.model.slipping-away | is 0.9      | needs less than active
          families.lifecycle.model.cuts         | shares       | families.lifecycle.model.cuts         | is shares    | nearest: share
          families.prediction.method            | bg           | families.prediction.method            | is bg        | one of: bg-nbd, mbg-nbd
          families.prediction.min-customers     | 0            | families.prediction.min-customers     | is 0         | needs a whole number, 1 or more
          families.loyalty.vip.quantile         | 0.5          | families.loyalty.vip.quantile         | is 0.5       | needs at least frequent's, 0.75
          families.loyalty.vip.quantile         | 1            | families.loyalty.vip.quantile         | is 1         | needs a number, above 0 and below 1
          families.loyalty.vip.minimum          | 3            | families.loyalty.vip.minimum          | is 3         | needs more than frequent's, 3
          families.clusters.sample              | 5            | families.clusters.sample              | is 5         | needs at least k, 6
          families.clusters.features            | [net_revenu] | families.clusters.features            | names net_revenu, no numeric column of customer_features | nearest: net_revenue
          families.clusters.features            | [orders, orders] | families.clusters.features        | names orders twice | name it once
          families.clusters.archetypes.Champion.item | 1      | families.clusters.archetypes.Champion.item | is no numeric column of customer_features | nearest: items
          families.behaviour.coupon-lover.min-share | 1.2      | families.behaviour.coupon-lover.min-share | is 1.2 | needs a number, from 0 to 1
          families.rfm.recency-cuts             | [30, 90, 180, 365] | families.rfm.recency-cuts       | is [30, 90, 180, 365] | needs four numbers that fall, or [] for quantiles
          families.rfm.frequency-cuts           | [2, 3, 5]    | families.rfm.frequency-cuts           | is [2, 3, 5] | needs four numbers that rise, or [] for quantiles
          families.rfm.monetary-cuts            | [1, 2, 3, x] | families.rfm.monetary-cuts            | has x        | needs four numbers that rise, or [] for quantiles
          families.rfm.segments                 | [1-5 1-5 All] | families.rfm.segments                | has "1-5 1-5 All" | needs scores of R, F and M from 1 to 5 and a name, such as "4-5 4-5 3 Name"
          families.rfm.segments                 | [5-1 1-5 1-5 All] | families.rfm.segments            | has "5-1 1-5 1-5 All" | needs scores of R, F and M from 1 to 5 and a name, such as "4-5 4-5 3 Name"
          families.rfm.segments                 | [2-5 1-5 1-5 Most] | families.rfm.segments           | leaves 25 of 125 scores without a segment, the first R 1 F 1 M 1 | end the list with "1-5 1-5 1-5 Name"
          families.rfm.segments                 | [1-5 1-5 1-5 All, 5 5 5 Best] | families.rfm.segments | has Best, whose scores all match an earlier segment | move it up, or take it away
          warehouse.format                      | orc          | warehouse.format                      | is orc       | one of: delta, parquet
          a..b                                  | 1            | a..b                                  | is not a key | write --set key=value with a key such as shop.name; quote a part with special characters
          """)
  void oneThingWrongIsOneProblem(String set, String value, String key, String what, String cure) {
    assertThat(reading(Map.of(set, value)).problems())
        .contains(new Problem(key, "--set", what, cure))
        .satisfiesAnyOf(
            problems -> assertThat(problems).hasSize(1),
            problems -> assertThat(List.of("shop")).contains(key));
  }

  @Test
  void aQueryReadsItsInputsAndNothingElse() {
    String inputs = "{ lines { format = csv, path = a }, header { table = b } }";
    assertThat(problems(inputs, "select * from line join heade using (id)"))
        .containsExactly(
            new Problem("source.orders.query", "--set", "reads heade, no input", "nearest: header"),
            new Problem("source.orders.query", "--set", "reads line, no input", "nearest: lines"),
            new Problem(
                "source.orders.query",
                "--set",
                "does not read header",
                "use the input or set it to null"),
            new Problem(
                "source.orders.query",
                "--set",
                "does not read lines",
                "use the input or set it to null"));
    assertThat(
            problems(
                inputs,
                "with h as (select * from HEADER) select * from h where id in (select id from"
                    + " lines l join lines m using (id))"))
        .isEmpty();
  }

  @Test
  void aQueryIsASelectAndInputsHaveAPlaceAndAQuery() {
    String inputs = "{ lines { format = csv, path = a } }";
    assertThat(problems(inputs, "drop table lines"))
        .containsExactly(
            new Problem(
                "source.orders.query",
                "--set",
                "does not parse: Syntax error at or near 'drop'.",
                "write one Spark SQL SELECT"));
    assertThat(problems("{ lines { format = csv, path = a }, header { format = csv } }", "null"))
        .containsExactly(
            new Problem(
                "source.orders.query", "--set", "is missing", "join the inputs with a query"),
            new Problem(
                "source.orders.inputs.header.path",
                "--set",
                "is missing",
                "give a path or a table, in the file or with --set"
                    + " source.orders.inputs.header.path=..."));
  }

  @Test
  void aSyntaxErrorIsToldAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("broken.conf"), "shop {\n  name = [\n}\n");
    SettingsReading reading = SettingsReader.read(Optional.of(file), Map.of("no.key", "1"));

    assertThat(reading.problems()).hasSize(1);
    Problem problem = reading.problems().get(0);
    assertThat(problem.key()).isEqualTo("syntax");
    assertThat(problem.where()).isEqualTo(file + ":3");
    assertThat(problem.what()).startsWith("List should have ]");
    assertThat(Problems.text(reading.problems())).startsWith("1 problem in the configuration\n");
  }

  @Test
  void anUnknownVariableIsToldAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("v.conf"), "shop.name = ${NO_SUCH_VARIABLE_X}\n");
    SettingsReading reading = SettingsReader.read(Optional.of(file), Map.of());

    assertThat(reading.problems())
        .containsExactly(
            new Problem(
                "syntax",
                file + ":1",
                "Could not resolve substitution to a value: ${NO_SUCH_VARIABLE_X}",
                "see conf/reference.conf for the form"));
  }

  private static List<Problem> problems(String inputs, String query) {
    return reading(
            Map.of(
                "source.orders.path", "null",
                "source.orders.inputs", inputs,
                "source.orders.query", query))
        .problems();
  }

  private static SettingsReading reading(Map<String, String> overrides) {
    Map<String, String> all = new LinkedHashMap<>(SOUND);
    all.putAll(overrides);
    return SettingsReader.read(Optional.empty(), all);
  }
}
