package io.clientele.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.settings.InputSettings;
import io.clientele.settings.SourceSettings;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceReaderTest {
  private final SparkSession spark = LocalSpark.session();
  private final SourceReader reader = new SourceReader(spark);

  @TempDir private Path folder;

  @Test
  void rowsHaveTheMappingTheFilterAndTheRowItself() throws IOException {
    SourceSettings source =
        new SourceSettings(
            "orders",
            Map.of("orders", csv("id,price\n1,2.50\n2,\n3,-1\n")),
            Optional.empty(),
            Optional.empty(),
            Optional.of("try_cast(price as double) > 0"),
            columns(
                "order_id", "cast(id as int)", "amount", "try_cast(price as decimal(9, 2)) * 2"),
            Map.of());
    Dataset<Row> rows = reader.rows(source);

    assertThat(rows.schema().simpleString())
        .isEqualTo(
            "struct<order_id:int,amount:decimal(11,2),kept:boolean,"
                + "source_row:struct<id:string,price:string>,broken:string,"
                + "broken_place:struct<file:string,start:bigint,line:bigint,fault:string>,"
                + "source_file:bigint>");
    assertThat(
            rows.drop("broken", "broken_place", "source_file").orderBy("order_id").collectAsList())
        .containsExactly(
            RowFactory.create(1, new java.math.BigDecimal("5.00"), true, row("1", "2.50")),
            row(2, null, false, row("2", null)),
            RowFactory.create(3, new java.math.BigDecimal("-2.00"), false, row("3", "-1")));
  }

  @Test
  void withoutAFilterEveryRowIsKept() throws IOException {
    Dataset<Row> rows = reader.rows(source(csv("id\n1\n2\n"), columns("order_id", "id")));

    assertThat(rows.select("order_id", "kept").collectAsList())
        .containsExactlyInAnyOrder(RowFactory.create("1", true), RowFactory.create("2", true));
  }

  @Test
  void columnsThatNobodyAsksForAreNotRead() {
    Path lines = folder.resolve("lines");
    spark.range(3).selectExpr("id", "id * 2 as unused").write().parquet(lines.toString());
    Dataset<Row> rows = reader.rows(source(file("parquet", lines), columns("order_id", "id")));

    assertThat(rows.select("order_id", "kept").queryExecution().executedPlan().toString())
        .contains("ReadSchema: struct<id:bigint>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"delta", "parquet", "csv", "json"})
  void everyFormatIsRead(String format) {
    Path lines = folder.resolve("lines");
    spark
        .range(5)
        .selectExpr("cast(id as string) as id")
        .write()
        .format(format)
        .option("header", "true")
        .save(lines.toString());

    assertThat(
            reader
                .rows(source(file(format, lines), columns("order_id", "id")))
                .select("order_id")
                .as(org.apache.spark.sql.Encoders.STRING())
                .collectAsList())
        .containsExactlyInAnyOrder("0", "1", "2", "3", "4");
  }

  @Test
  void plainTextHasOneColumn() throws IOException {
    Path lines = Files.writeString(folder.resolve("lines.txt"), " 7  x\r\n 8  y\r\n");

    assertThat(
            reader
                .rows(
                    source(
                        file("text", lines),
                        columns("order_id", "get(split(trim(value), ' +'), 1)")))
                .select("order_id")
                .collectAsList())
        .containsExactly(RowFactory.create("x"), RowFactory.create("y"));
  }

  @Test
  void aTableOfTheCatalogIsRead() {
    spark.range(2).createOrReplaceTempView("some_lines");
    try {
      InputSettings table =
          new InputSettings(
              "table", Optional.empty(), Optional.of("some_lines"), Map.of(), "shop.conf:1");
      assertThat(reader.rows(source(table, columns("order_id", "id"))).count()).isEqualTo(2);
    } finally {
      spark.catalog().dropTempView("some_lines");
    }
  }

  @Test
  void twoSourcesMayUseTheSameNameAndViewsOfTheSessionStay() throws IOException {
    spark.range(7).createOrReplaceTempView("lines");
    try {
      Dataset<Row> first = reader.rows(query(csv("id\n1\n2\n")));
      Dataset<Row> second = reader.rows(query(csv("id\n1\n2\n3\n")));

      assertThat(first.count()).isEqualTo(2);
      assertThat(second.count()).isEqualTo(3);
      assertThat(spark.table("lines").count()).isEqualTo(7);
    } finally {
      spark.catalog().dropTempView("lines");
    }
    reader.rows(query(csv("id\n1\n")));
    assertThat(spark.catalog().tableExists("lines")).isFalse();
  }

  @Test
  void aMissingPathIsAnInputError() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> reader.rows(source(file("csv", missing), columns("order_id", "id"))))
        .isInstanceOf(ClienteleException.class)
        .hasMessage(
            missing
                + " does not exist\n  where: source.orders.path (shop.conf:1)\n"
                + "  mend:  give an existing file, folder or glob")
        .extracting(failure -> ((ClienteleException) failure).exitCode())
        .isEqualTo(ExitCode.INPUT);
  }

  @Test
  void anEmptyFolderIsAnInputError() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Files.writeString(empty.resolve("_SUCCESS"), "");
    assertThatThrownBy(() -> reader.rows(source(file("text", empty), columns("order_id", "value"))))
        .hasMessage(
            empty
                + " holds no files\n  where: source.orders.path (shop.conf:1)\n"
                + "  mend:  give a folder with data files");
  }

  @ParameterizedTest
  @CsvSource({"parquet, lines is no whole Parquet file", "delta, Delta table `"})
  void aFileOfAnotherFormatIsAnInputError(String format, String reason) throws IOException {
    Path text = Files.createDirectory(folder.resolve("text"));
    Files.writeString(text.resolve("lines"), "id\n1\n");
    assertThatThrownBy(() -> reader.rows(source(file(format, text), columns("order_id", "id"))))
        .isInstanceOf(ClienteleException.class)
        .hasMessageStartingWith(text + " cannot be read: ")
        .hasMessageContaining(reason)
        .hasMessageContaining("\n  where: source.orders.path (shop.conf:1)\n  mend:  ")
        .extracting(failure -> ((ClienteleException) failure).exitCode())
        .isEqualTo(ExitCode.INPUT);
  }

  @Test
  void aMissingTableAndAnUnknownStorageAreInputErrors() {
    InputSettings table =
        new InputSettings("table", Optional.empty(), Optional.of("no.such"), Map.of(), "--set");
    assertThatThrownBy(() -> reader.rows(source(table, columns("order_id", "id"))))
        .hasMessageStartingWith(
            "no.such cannot be read: The table or view `no`.`such` cannot be found.")
        .hasMessageContaining("where: source.orders.table (--set)");
    InputSettings storage =
        new InputSettings("csv", Optional.of("nofs://a/b"), Optional.empty(), Map.of(), "--set");
    assertThatThrownBy(() -> reader.rows(source(storage, columns("order_id", "id"))))
        .hasMessageStartingWith("nofs://a/b cannot be reached: No FileSystem for scheme \"nofs\"");
  }

  @Test
  void aFileThatBreaksOffIsAnInputErrorWhenItIsRead() throws IOException {
    Path whole = folder.resolve("whole");
    spark
        .range(200_000)
        .selectExpr("cast(hash(id) as string) as value")
        .coalesce(1)
        .write()
        .option("compression", "gzip")
        .text(whole.toString());
    Path gzip;
    try (var parts = Files.list(whole)) {
      gzip = parts.filter(part -> part.toString().endsWith(".gz")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(gzip);
    Path cut = folder.resolve("cut.txt.gz");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    Dataset<Row> rows = reader.rows(source(file("text", cut), columns("order_id", "value")));

    assertThatThrownBy(() -> rows.select("order_id").distinct().count())
        .satisfies(
            failure -> {
              ClienteleException told = UnreadableData.in(failure).orElseThrow();
              assertThat(told.exitCode()).isEqualTo(ExitCode.INPUT);
              assertThat(told)
                  .hasMessageStartingWith("A source file cannot be read: ")
                  .hasMessageContaining("where: file://" + cut);
            });
    assertThat(UnreadableData.in(new IllegalStateException("other"))).isEmpty();
  }

  private InputSettings csv(String text) throws IOException {
    Path file = Files.writeString(Files.createTempFile(folder, "lines", ".csv"), text);
    return new InputSettings(
        "csv",
        Optional.of(file.toString()),
        Optional.empty(),
        Map.of("header", "true"),
        "shop.conf:1");
  }

  private static InputSettings file(String format, Path path) {
    return new InputSettings(
        format,
        Optional.of(path.toString()),
        Optional.empty(),
        Map.of("header", "true"),
        "shop.conf:1");
  }

  private static SourceSettings source(InputSettings input, Map<String, String> columns) {
    return new SourceSettings(
        "orders",
        Map.of("orders", input),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        columns,
        Map.of());
  }

  private static SourceSettings query(InputSettings lines) {
    return new SourceSettings(
        "orders",
        Map.of("lines", lines),
        Optional.of("select l.id from lines l left join lines using (id)"),
        Optional.empty(),
        Optional.empty(),
        Map.of("order_id", "id"),
        Map.of());
  }

  private static Map<String, String> columns(String... pairs) {
    Map<String, String> columns = new LinkedHashMap<>();
    List<String> list = List.of(pairs);
    for (int index = 0; index < list.size(); index += 2) {
      columns.put(list.get(index), list.get(index + 1));
    }
    return columns;
  }

  private static Row row(@Nullable Object... values) {
    return RowFactory.create(values);
  }
}
