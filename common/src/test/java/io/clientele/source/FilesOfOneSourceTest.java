package io.clientele.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.settings.SourceSettings;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesOfOneSourceTest {
  /** Five orders of 100 with 5 for shipping. */
  static final String A =
      """
      id,c,t,a,ship
      1,c1,2025-01-01,100,5
      2,c2,2025-01-01,100,5
      3,c3,2025-01-01,100,5
      4,c4,2025-01-01,100,5
      5,c5,2025-01-01,100,5
      """;

  /** Five orders of 40, the columns in another order. */
  static final String B =
      """
      id,c,t,ship,a
      6,c1,2025-01-02,5,40
      7,c2,2025-01-02,5,40
      8,c3,2025-01-02,5,40
      9,c4,2025-01-02,5,40
      10,c5,2025-01-02,5,40
      """;

  private final SourceReader reader = new SourceReader(LocalSpark.session());
  private final SourceHistory history = new SourceHistory(LocalSpark.session(), 0);

  @TempDir private Path temporary;
  private WrittenFiles files = new WrittenFiles(Path.of(""));

  @BeforeEach
  void makeFolder() throws IOException {
    files = new WrittenFiles(Files.createDirectory(temporary.resolve("lines")));
  }

  @ParameterizedTest
  @CsvSource({"a.csv, b.csv", "b.csv, a.csv"})
  void columnsAreFoundByNameWhicheverFileComesFirst(String a, String b) throws IOException {
    files.write(a, A).write(b, B);

    assertThat(sums(reader.rows(files.source("csv", Map.of("amount", "a", "discount", "ship")))))
        .isEqualTo("10 rows, 700.0, 50.0");
  }

  @ParameterizedTest
  @CsvSource({"a.csv, b.csv", "b.csv, a.csv"})
  void aNightLaterTheyAreFoundByNameAsWell(String first, String second) throws IOException {
    SourceSettings source = files.source("csv", Map.of("amount", "a", "discount", "ship"));
    files.write(first, first.startsWith("a") ? A : B);
    SourcePosition then = history.position(source);
    files.write(second, second.startsWith("a") ? A : B);
    SourcePosition now = history.position(source);

    // The columns stand in another order where the new file is first by name.
    boolean isInOrder = first.compareTo(second) < 0;
    SourceChange change = history.since(source, then, now);
    assertThat(change instanceof SourceChange.Some).isEqualTo(isInOrder);
    if (change instanceof SourceChange.Some some) {
      // What is held of one list of files must not stand for another.
      Dataset<Row> added = some.added().persist();
      assertThat(sums(added)).isEqualTo("5 rows, 200.0, 25.0");
      assertThat(sums(some.before())).isEqualTo("5 rows, 500.0, 25.0");
      added.unpersist();
    }
    assertThat(sums(history.rows(source, now))).isEqualTo("10 rows, 700.0, 50.0");
  }

  @Test
  void aColumnThatAFileLacksIsNullThereAndSaid() throws IOException {
    files.write("a.csv", "ID, Ship\n1,5\n").write("b.csv", "id\n2\n").write("empty.csv", "");
    SourceSettings source = files.source("csv", Map.of("order_id", "id", "amount", "` Ship`"));

    SourcePosition now = history.position(source);
    assertThat(texts(history.rows(source, now).select("order_id", "amount")))
        .containsExactly("[1,5]", "[2,null]");
    assertThat(history.remarks(source))
        .containsExactly(
            "source.orders: column  Ship is missing in 1 of 2 files, null there (b.csv).");
  }

  @Test
  void aNameThatStandsTwiceInAHeaderIsRefused() throws IOException {
    files.write("a.csv", "id,amount,Amount\n1,2,3\n");

    assertThatThrownBy(() -> reader.rows(files.source("csv", Map.of("amount", "amount"))))
        .hasMessage(
            files.folder()
                + " has two columns of one name: Amount stands twice in the header of a.csv"
                + " (id, amount, Amount)\n"
                + "  where: source.orders.path (shop.conf:1)\n"
                + "  mend:  rename one of them in the export; or read by position with"
                + " header = false, columns _c0, _c1 and so on, and a filter that leaves the"
                + " header out")
        .extracting(failure -> ((ClienteleException) failure).exitCode())
        .isEqualTo(ExitCode.INPUT);
  }

  @Test
  void tooManyHeadersAreRefusedWithExamples() throws IOException {
    for (int file = 10; file < 60; file++) {
      files.write(file + ".csv", "id,x" + file + "\n1,2\n");
    }
    SourceSettings source = files.source("csv", Map.of("order_id", "id"));
    assertThat(reader.rows(source).count()).isEqualTo(50);
    files.write("99.csv", "id\n1\n");

    assertThatThrownBy(() -> reader.rows(source))
        .hasMessageStartingWith(
            files.folder()
                + " holds files of 51 different headers, more than 50:\n"
                + "    10.csv: id, x10\n    11.csv: id, x11\n    12.csv: id, x12\n")
        .extracting(failure -> ((ClienteleException) failure).exitCode())
        .isEqualTo(ExitCode.INPUT);
  }

  @Test
  void withoutAHeaderColumnsAreTakenByPositionAndThatIsSaid() throws IOException {
    files.write("a.csv", "1,5\n").write("b.csv", "2,6,x\n");
    SourceSettings source =
        files.source("csv", Map.of("order_id", "_c0", "amount", "_c2"), Map.of("header", "false"));

    SourcePosition now = history.position(source);
    assertThat(texts(history.rows(source, now).select("order_id", "amount")))
        .containsExactly("[1,null]", "[2,x]");
    assertThat(history.remarks(source))
        .contains(
            "source.orders: columns are taken by position in every file, as header = false: _c0"
                + " is the first.");
  }

  @Test
  void typesThatAreInferredAreThoseOfAllFiles() throws IOException {
    files.write("a.csv", "id,a\n1,5\n").write("b.csv", "a,id\n2.5,x2\n");
    SourceSettings source =
        files.source(
            "csv",
            Map.of("order_id", "id", "amount", "a"),
            Map.of("header", "true", "inferSchema", "true"));

    Dataset<Row> rows = reader.rows(source).select("order_id", "amount");
    assertThat(rows.schema().simpleString()).isEqualTo("struct<order_id:string,amount:double>");
    assertThat(texts(rows)).containsExactly("[1,5.0]", "[x2,2.5]");
  }

  @Test
  void optionsOfTheReaderHoldForHeadersAsForRows() throws IOException {
    files.write("a.csv", "# export\n\nid\t'the\ta'\tx\n1\t'2\t3'\t4\n");
    SourceSettings source =
        files.source(
            "csv",
            Map.of("order_id", "id", "amount", "`the\ta`"),
            Map.of("header", "true", "sep", "\\t", "quote", "'", "comment", "#"));

    assertThat(texts(reader.rows(source).select("order_id", "amount"))).containsExactly("[1,2\t3]");
  }

  @Test
  void valuesOfPartitionFoldersStayText() throws IOException {
    files.write("store=007/day=2025-01-01/a.csv", "id\n1\n");
    files.write("store=010/day=2025-01-02/b.csv", "id\n2\n");

    for (String format : List.of("csv", "parquet")) {
      SourceSettings source = files.source(format, Map.of("order_id", "store", "line_id", "day"));
      if (format.equals("parquet")) {
        files.rewriteAsParquet("store=007/day=2025-01-01/a.csv", "store=010/day=2025-01-02/b.csv");
      }
      Dataset<Row> rows = reader.rows(source).select("order_id", "line_id");
      assertThat(rows.schema().simpleString()).isEqualTo("struct<order_id:string,line_id:string>");
      assertThat(texts(rows)).containsExactly("[007,2025-01-01]", "[010,2025-01-02]");
    }
  }

  @Test
  void aPathWithBracketsSaysThatItIsAPattern() throws IOException {
    files.write("part [1]/a.csv", "id\n1\n");
    WrittenFiles inside = new WrittenFiles(files.folder().resolve("part [1]"));

    assertThatThrownBy(() -> reader.rows(inside.source("csv", Map.of("order_id", "id"))))
        .hasMessage(
            inside.folder()
                + " does not exist\n  where: source.orders.path (shop.conf:1)\n"
                + "  mend:  give an existing file, folder or glob; [ ] { } * ? are read as a"
                + " pattern: write \\\\[ where the name has one");
    WrittenFiles escaped =
        new WrittenFiles(Path.of(inside.folder().toString().replace("[", "\\[")));
    assertThat(reader.rows(escaped.source("csv", Map.of("order_id", "id"))).count()).isEqualTo(1);
  }

  @Test
  void filesInInnerFoldersAreNotReadWithoutAWord() throws IOException {
    files.write("a.csv", "id\n1\n").write("old/b.csv", "id\n2\n");
    SourceSettings source = files.source("csv", Map.of("order_id", "id"));

    SourcePosition now = history.position(source);
    assertThat(history.rows(source, now).count()).isEqualTo(1);
    assertThat(history.remarks(source))
        .containsExactly(
            "source.orders: 1 files in inner folders are not read; options"
                + " { recursiveFileLookup = true } reads them.");
    SourceSettings deep =
        files.source(
            "csv",
            Map.of("order_id", "id"),
            Map.of("header", "true", "recursiveFileLookup", "true"));
    assertThat(reader.rows(deep).count()).isEqualTo(2);
  }

  @Test
  void whatComesWhileFilesAreReadIsNotHalfSeen() throws IOException {
    files.write("a.csv", A);
    SourceSettings source = files.source("csv", Map.of("order_id", "id"));
    SourcePosition position = history.position(source);
    Dataset<Row> rows = history.rows(source, position);
    files.write("b.csv", B);

    assertThat(rows.count()).isEqualTo(5);
    assertThat(history.rows(source, position).count()).isEqualTo(5);
    assertThat(history.stands(source, position)).isTrue();
    files.write("a.csv", A + "11,c5,2025-01-02,5,40\n");
    assertThat(history.stands(source, position)).isFalse();
  }

  @Test
  void thousandsOfSmallFilesAreOneReading() throws IOException {
    for (int file = 0; file < 200; file++) {
      files.write("f%03d.csv".formatted(file), "id\n" + file + "\n");
    }

    assertThat(texts(reader.rows(files.source("csv", Map.of("order_id", "id"))).select("order_id")))
        .isEqualTo(IntStream.range(0, 200).mapToObj(file -> "[" + file + "]").sorted().toList());
  }

  private static String sums(Dataset<Row> rows) {
    Row sums = rows.selectExpr("count(*)", "sum(amount)", "sum(discount)").head();
    return "%d rows, %s, %s".formatted(sums.getLong(0), sums.get(1), sums.get(2));
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().collect(Collectors.toList());
  }
}
