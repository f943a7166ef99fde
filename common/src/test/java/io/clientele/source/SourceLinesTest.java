package io.clientele.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.settings.Problem;
import io.clientele.settings.SourceSettings;
import io.clientele.settings.SourcesSettings;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceLinesTest {
  private final SourceReader reader = new SourceReader(LocalSpark.session());

  @TempDir private Path temporary;
  private WrittenFiles files = new WrittenFiles(Path.of(""));

  @BeforeEach
  void makeFolder() throws IOException {
    files = new WrittenFiles(Files.createDirectory(temporary.resolve("lines")));
  }

  @Test
  void rowsAreTakenApartAndARowWithoutLinesStaysOne() throws IOException {
    files.write(
        "a.json",
        """
        {"id":1,"items":[{"sku":"x","price":10},{"sku":"y","price":5}]}
        {"id":2,"items":[]}
        {"id":3}
        {"id":
        """);
    SourceSettings source =
        new SourceSettings(
            "orders",
            files.source("json", Map.of()).inputs(),
            Optional.empty(),
            Optional.of("items"),
            Optional.empty(),
            Map.of("order_id", "id", "amount", "line.price", "line_id", "line_number"),
            Map.of());
    Dataset<Row> rows = reader.rows(source);

    assertThat(texts(rows.select("order_id", "line_id", "amount", "broken")))
        .containsExactly(
            "[1,1,10,null]",
            "[1,2,5,null]",
            "[2,null,null,null]",
            "[3,null,null,null]",
            "[null,null,null,{\"id\":]");
    assertThat(rows.select("source_row").schema().simpleString())
        .isEqualTo(
            "struct<source_row:struct<id:bigint,items:array<struct<price:bigint,sku:string>>,"
                + "line:struct<price:bigint,sku:string>,line_number:int>>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id            | gives string | needs an array of lines
          split(no,';') | reads no, which the source does not have | one of: id, items
          """)
  void anExpressionThatGivesNoLinesIsAProblem(String lines, String what, String cure)
      throws IOException {
    files.write("a.csv", "id,items\n1,x\n");

    assertThatThrownBy(() -> reader.rows(files.source("csv", Optional.empty(), lines, "line")))
        .hasMessage(
            "1 problem in the configuration\n\nsource.orders.lines: %s\n  where: shop.conf:5\n"
                    .formatted(what)
                + "  mend:  "
                + cure);
    assertThat(
            new SourceCheck(LocalSpark.session())
                .findings(
                    new SourcesSettings(
                        files.source("csv", Optional.empty(), lines, "line"),
                        Optional.empty(),
                        Optional.empty())))
        .isEqualTo(
            new SourceFindings(
                List.of(new Problem("source.orders.lines", "shop.conf:5", what, cure)), List.of()));
  }

  @Test
  void aColumnCalledLineIsAProblem() throws IOException {
    files.write("a.csv", "id,Line\n1,x\n");

    assertThatThrownBy(
            () -> reader.rows(files.source("csv", Optional.empty(), "split(line, ';')", "line")))
        .hasMessageContaining("would give a column line, which the source has");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          select id, price from exported lateral view explode(split(items, ';')) as price | true
          select id, items as price from exported where id > 0                             | true
          select id, price from (select *, items as price from exported) where length(price) > 0 | true
          select id, sum(items) as price from exported group by id                         | false
          select distinct id, items as price from exported                                 | false
          select id, items as price from exported order by id limit 1                      | false
          select id, max(items) over () as price from exported                             | false
          select id, items as price from exported where id = (select min(id) from exported)| false
          select id, items as price from exported where current_date() > '2025-01-01'      | false
          select a.id, b.items as price from exported a join exported b using (id)         | false
          select id, items as price from exported union all select id, items from exported | false
          """)
  void aQueryOfOneRowAtATimeTellsWhatIsNew(String query, boolean isRowWise) throws IOException {
    SourceSettings source = files.source("csv", Optional.of(query), "", "price");
    SourceHistory history = new SourceHistory(LocalSpark.session(), 0);
    files.write("a.csv", "id,items\n1,10;5\n2,7\n");
    SourcePosition then = history.position(source);
    files.write("b.csv", "items,id\n3;4,3\nbroken\n");
    SourcePosition now = history.position(source);
    SourceChange change = history.since(source, then, now);

    assertThat(change instanceof SourceChange.Some).isEqualTo(isRowWise);
    if (change instanceof SourceChange.Some some) {
      List<String> both = new java.util.ArrayList<>(texts(some.before().drop("broken_place")));
      both.addAll(texts(some.added().drop("broken_place")));
      assertThat(both.stream().sorted().toList())
          .isEqualTo(texts(history.rows(source, now).drop("broken_place")))
          .hasSizeGreaterThanOrEqualTo(4);
    } else {
      assertThat(change)
          .isEqualTo(
              new SourceChange.Everything("source orders is a query, and its inputs have changed"));
    }
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
