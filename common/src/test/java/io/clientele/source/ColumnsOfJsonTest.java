package io.clientele.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.settings.SourceSettings;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsOfJsonTest {
  private final SourceReader reader = new SourceReader(LocalSpark.session());

  @TempDir private Path temporary;
  private WrittenFiles files = new WrittenFiles(Path.of(""));

  @BeforeEach
  void makeFolder() throws IOException {
    files = new WrittenFiles(Files.createDirectory(temporary.resolve("lines")));
  }

  @Test
  void aColumnThatOnlyNewerJsonHasIsNullInOlderOnes() throws IOException {
    files.write("1.json", "{\"id\":1}\n").write("2.json", "{\"id\":2,\"ship\":5.5}\n");

    assertThat(
            texts(
                reader
                    .rows(files.source("json", Map.of("order_id", "id", "amount", "ship")))
                    .select("order_id", "amount")))
        .containsExactly("[1,null]", "[2,5.5]");
  }

  @Test
  void aNumberHereAndATextThereIsTextAsItWasWritten() throws IOException {
    files
        .write("1.json", "{\"id\":1,\"paid\":12.50}\n")
        .write("2.json", "{\"id\":2,\"paid\":\"12,50\"}\n{\"id\":3,\"paid\":null}\n");

    assertThat(
            texts(
                reader
                    .rows(files.source("json", Map.of("order_id", "id", "amount", "paid")))
                    .select("order_id", "amount")))
        .containsExactly("[1,12.50]", "[2,12,50]", "[3,null]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"anna\" | {\"id\":7}       | text in 1.json, object in 2.json",
        "{\"id\":7} | \"{bert}\"     | text in 2.json, object in 1.json",
        "7        | [7, 8]         | number in 1.json, array in 2.json",
        "true     | [{\"id\":\"x\"}] | boolean in 1.json, array in 2.json",
        "7.5      | {}             | number in 1.json, object in 2.json"
      })
  void plainHereAndNestedThereIsNamedWithAFileOfEach(String one, String other, String kinds)
      throws IOException {
    files
        .write("1.json", "{\"id\":1,\"who\":%s}\n".formatted(one))
        .write("2.json", "{\"id\":2,\"who\":%s}\n".formatted(other));

    assertThatThrownBy(
            () -> reader.rows(files.source("json", Map.of("order_id", "id", "customer_id", "who"))))
        .hasMessage(
            files.folder()
                + " has column who in two kinds: "
                + kinds
                + "\n  where: source.orders.path (shop.conf:1)\n"
                + "  mend:  let source.*.query make one kind of the column, which is text there, or"
                + " give the files of each kind as an input of its own")
        .extracting(failure -> ((ClienteleException) failure).exitCode())
        .isEqualTo(ExitCode.INPUT);
  }

  @Test
  void arraysOfSeveralLinesAreLookedAtAlike() throws IOException {
    files
        .write("a b.json", "[{\"id\":1,\n\"who\":\"anna\"},\n{\"id\":2}]")
        .write("c.json", "[{\"id\":3,\n\"who\":{\"id\":7}}]");

    assertThatThrownBy(
            () ->
                reader.rows(
                    files.source(
                        "json", Map.of("customer_id", "who"), Map.of("multiLine", "true"))))
        .hasMessageContaining(" has column who in two kinds: text in a b.json, object in c.json\n");
  }

  @Test
  void whatNothingReadsAndWhatIsTextThroughoutIsNotInTheWay() throws IOException {
    files
        .write("1.json", "{\"id\":\"{a}\",\"who\":\"anna\",\"items\":[{\"x\":1}]}\nbroken\n")
        .write("2.json", "{\"id\":\"[b]\",\"who\":{\"id\":7},\"items\":null}\n");
    SourceSettings source = files.source("json", Map.of("order_id", "id", "amount", "items[0].x"));
    SourceHistory history = new SourceHistory(LocalSpark.session(), 0);

    Dataset<Row> rows = history.rows(source, history.position(source));
    assertThat(texts(rows.filter("order_id is not null").select("order_id", "amount")))
        .containsExactly("[[b],null]", "[{a},1]");
    assertThat(history.remarks(source)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'who': {'id':7}}                  | json",
        "{\"who\"\t:\t[7]}                  | json",
        "{\"who\":{\"id\":7}}               | gz",
        "{\"who\":{\"id\":7}}               | txt",
        "{\"x\":1,\"who\":%s{\"id\":7}}       | json"
      })
  void howeverItIsWritten(String nested, String ending) throws IOException {
    // The last one lies behind what a glance at a small file would read.
    String far = nested.replace("%s", " ".repeat(1 << 20));
    files.write("1.json", "{\"who\":\"anna\"}\n");
    if (ending.equals("gz")) {
      try (OutputStream packed =
          new GZIPOutputStream(Files.newOutputStream(files.folder().resolve("2.json.gz")))) {
        packed.write(far.getBytes(StandardCharsets.UTF_8));
      }
    } else {
      files.write("2." + ending, far);
    }

    assertThatThrownBy(() -> reader.rows(files.source("json", Map.of("customer_id", "who"))))
        .hasMessageContaining(" has column who in two kinds: text in 1.json, ");
  }

  @Test
  void filesWithoutAnyAreNotParsedAgain() throws Exception {
    files
        .write("1.json", "{\"id\":\"{a}\",\"items\":[{\"x\":1}]}\n")
        .write("2.json", "{\"id\":\"b\",\"items\":null}\n");
    SourceSettings source = files.source("json", Map.of("order_id", "id", "amount", "items[0].x"));
    int without = CountedJobs.of(() -> reader.rows(source));
    files.write("3.json", "{\"id\":\"c\",\"items\":[{\"id\":{\"x\":1}}]}\n");
    SourceSettings within = files.source("json", Map.of("order_id", "id", "amount", "items[0].x"));

    assertThat(without).isEqualTo(1);
    assertThat(CountedJobs.of(() -> reader.rows(within))).as("an inner id").isGreaterThan(1);
  }

  @Test
  void aQueryTakesThemApartAndIsTold() throws IOException {
    files
        .write("1.json", "{\"id\":1,\"who\":\"anna\",\"paid\":1.5}\n")
        .write("2.json", "{\"id\":2,\"who\":{\"id\":7},\"paid\":2.5}\n");
    SourceSettings source =
        files.source(
            "json",
            Optional.of(
                "select coalesce(get_json_object(who, '$.id'), who) as id, paid from exported"),
            "",
            "paid");
    SourceHistory history = new SourceHistory(LocalSpark.session(), 0);

    Dataset<Row> rows = history.rows(source, history.position(source));
    assertThat(texts(rows.select("order_id", "amount"))).containsExactly("[7,2.5]", "[anna,1.5]");
    assertThat(history.remarks(source))
        .containsExactly(
            "source.orders.inputs.exported: column who in two kinds: text in 1.json, object in"
                + " 2.json; the query sees it as text.");
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
