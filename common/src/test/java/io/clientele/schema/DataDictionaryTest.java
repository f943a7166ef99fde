package io.clientele.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That docs/tables.md says what the schema classes say. */
class DataDictionaryTest {
  private static final String REGENERATE = "clientele.regenerate";

  private static final String HEAD =
      """
      # Tables

      This page is made from the schema classes; the same comments are stored with the columns, so
      that a catalog shows them. What the numbers mean exactly is in [semantics.md](semantics.md).

      - All tables lie in `warehouse.path`, one folder each, named as the table. With
        `warehouse.database` set they are registered in the catalog under the same names.
      - A table partitioned by a date holds every date that was computed; a run replaces exactly its
        own date. A table kept whole is replaced by every ingest, but for `runs` and
        `forgotten_customers`, which only grow.
      - Days are days in `shop.time-zone`. Instants are instants, whatever the reader's time zone.
      - Every column may be null; its comment says what null means.

      | type | unit |
      |---|---|
      | `decimal(18, money-scale)` | money in the shop's currency; `shop.money-scale` digits, 4 by default |
      | `bigint` named `..._units` | money as a whole number of units of 10^-money-scale: 12345 units are 1.2345 at scale 4 |
      | `bigint` named `..._thousandths` | a quantity in thousandths: 2000 are two items |
      | `decimal(38,12)` | an amount as the source states it, before rates and rounding |
      | `decimal(18,3)` | a quantity |
      | `decimal(20,12)` | a sum of natural logarithms |
      | `double` | a ratio or a mean |
      | `int`, `bigint` | days, counts |
      """;

  private static final String RESULTS =
      """

      # Results

      The tables to read. A date is complete where `runs` holds a row of it with `status`
      `succeeded` and `command` `run` (or `segments`, where the commands are run one by one).
      """;

  private static final String INTERMEDIATE =
      """

      # Tables of ours

      What ingest keeps for the features. They follow the sources, not a date: each ingest replaces
      them whole. Their columns may change from version to version; reports should read the results
      above. `order_products` is written where a product or a category is mapped, `customers` and
      `sessions` where there is such a source.
      """;

  @Test
  void everyColumnOfEveryTableIsDescribed() throws IOException {
    Path page = RealData.root().resolve("docs/tables.md");
    String expected = page();
    if (Boolean.getBoolean(REGENERATE)) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, expected);
    }

    assertThat(Files.exists(page) ? Files.readString(page) : "")
        .as(
            "docs/tables.md is made from the schema classes. Write it again with: mvn -Dquick"
                + " -pl common test -Dtest=DataDictionaryTest -D%s=true",
            REGENERATE)
        .isEqualTo(expected);
  }

  @Test
  void theListOfTablesHasEverySchemaClass() throws IOException {
    Path folder = RealData.root().resolve("common/src/main/java/io/clientele/schema");
    long classes;
    try (var files = Files.list(folder)) {
      classes = files.filter(DataDictionaryTest::declaresTable).count();
    }

    assertThat(AllTables.results().size() + AllTables.intermediate().size()).isEqualTo(classes);
  }

  private static boolean declaresTable(Path file) {
    try {
      return Files.readString(file).contains("TableSchema SCHEMA =");
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  private static String page() {
    return HEAD
        + RESULTS
        + tables(AllTables.results())
        + INTERMEDIATE
        + tables(AllTables.intermediate());
  }

  private static String tables(List<TableSchema> tables) {
    return tables.stream().map(DataDictionaryTest::table).collect(Collectors.joining());
  }

  private static String table(TableSchema table) {
    String key = table.key().isEmpty() ? "none" : names(table.key());
    String partition = table.partition().map(DataDictionaryTest::code).orElse("none, kept whole");
    String columns =
        table.columns().stream()
            .map(
                column ->
                    "| %s | %s | %s |\n"
                        .formatted(
                            code(column.name()), code(type(column.type())), column.comment()))
            .collect(Collectors.joining());
    return "\n## %s\n\n%s.\n\nKey: %s. Partition: %s.\n\n| column | type | meaning |\n|---|---|---|\n%s"
        .formatted(table.name(), table.comment(), key, partition, columns);
  }

  private static String type(ColumnType type) {
    return type == ColumnType.MONEY
        ? "decimal(18, money-scale)"
        : type.at(new Money(4)).simpleString();
  }

  private static String names(List<String> names) {
    return names.stream().map(DataDictionaryTest::code).collect(Collectors.joining(", "));
  }

  private static String code(String name) {
    return "`" + name + "`";
  }
}
