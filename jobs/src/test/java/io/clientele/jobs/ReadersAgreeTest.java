package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.AllTables;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.TableColumn;
import io.clientele.schema.TableSchema;
import io.clientele.table.PlainFormat;
import io.clientele.testing.LocalSpark;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That whoever reads a warehouse or its export finds the same rows, and the same answers. */
class ReadersAgreeTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private static Path folder;

  private static List<TableSchema> tables = List.of();
  private static List<DuckReader> readers = List.of();
  private static ExportedShop shop;

  @BeforeAll
  static void export() throws SQLException {
    shop = ExportedShop.in(folder);
    tables = Warehouse.tables(shop.tables());
    readers =
        List.of(
            DuckReader.parquet(shop.export(PlainFormat.PARQUET)),
            DuckReader.csv(shop.export(PlainFormat.CSV), tables));
    tables.forEach(table -> shop.tables().read(table).createOrReplaceTempView(table.name()));
  }

  @AfterAll
  static void close() throws SQLException {
    for (DuckReader reader : readers) {
      reader.close();
    }
    tables.forEach(table -> SPARK.catalog().dropTempView(table.name()));
  }

  static Stream<TableSchema> stored() {
    return tables.stream();
  }

  @Test
  void everyTableIsThere() {
    assertThat(tables)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(AllTables.results().stream(), AllTables.intermediate().stream())
                // The second ingest of a shop as small as this reads everything again.
                .filter(table -> !table.name().equals("changed_customers"))
                // Nobody is joined in the sample shop.
                .filter(table -> !table.name().equals("identities"))
                .toList());
    assertThat(shop.tables().dates(CustomerSegments.SCHEMA).stream().map(Object::toString))
        .containsExactlyElementsOf(ExportedShop.DATES);
  }

  @ParameterizedTest
  @MethodSource("stored")
  void everyReaderFindsTheSameRows(TableSchema table) throws SQLException {
    List<String> expected = ofSpark(table);

    assertThat(expected).isNotEmpty();
    assertThat(ofKernel(table)).as("Delta Kernel").isEqualTo(expected);
    assertThat(readers.get(0).rows(table)).as("DuckDB, Parquet").isEqualTo(expected);
    assertThat(readers.get(1).rows(table)).as("DuckDB, CSV").isEqualTo(expected);
  }

  static Stream<Question> questions() {
    return Question.all().stream();
  }

  @ParameterizedTest
  @MethodSource("questions")
  void everyQuestionHasOneAnswer(Question question) throws SQLException {
    List<List<String>> expected = answer(question.sql());

    assertThat(expected.size()).as("rows, the head among them").isGreaterThan(1);
    assertThat(readers.get(0).answer(question.sql())).isEqualTo(expected);
    assertThat(QuestionsPage.heads()).containsEntry(question.file(), expected.get(0));
    assertThat(tables.stream().map(TableSchema::name).toList()).containsAll(question.tables());
    assertThat(tables.stream().map(TableSchema::name).filter(question.sql()::contains))
        .allMatch(
            name ->
                question.tables().contains(name)
                    || !question.sql().matches("(?s).*(from|join) " + name + "\\b.*"));
  }

  private static List<String> ofSpark(TableSchema table) {
    return shop.tables().read(table).collectAsList().stream()
        .map(row -> text(table, index -> row.get(index)))
        .sorted()
        .toList();
  }

  private static List<String> ofKernel(TableSchema table) {
    Path place = folder.resolve("warehouse").resolve(table.name());
    List<String> names = table.columns().stream().map(TableColumn::name).toList();
    return new StoredFiles(place, table)
        .delta(OptionalLong.empty()).stream()
            .map(row -> text(table, index -> row.values().get(names.get(index))))
            .sorted()
            .toList();
  }

  private static String text(TableSchema table, IntFunction<Object> value) {
    return String.join(
        " | ",
        IntStream.range(0, table.columns().size())
            .mapToObj(i -> ComparableCell.of(table.columns().get(i).type(), value.apply(i)))
            .toList());
  }

  private static List<List<String>> answer(String sql) {
    Dataset<Row> rows = SPARK.sql(sql);
    List<List<String>> answer = new ArrayList<>();
    answer.add(Arrays.asList(rows.columns()));
    for (Row row : rows.collectAsList()) {
      answer.add(
          IntStream.range(0, row.size()).mapToObj(i -> ComparableCell.plain(row.get(i))).toList());
    }
    return answer;
  }
}
