package io.clientele.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.settings.SourceSettings;
import io.clientele.source.OpenQuotes.End;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenRowsTest {
  private final SourceReader reader = new SourceReader(LocalSpark.session());

  @TempDir private Path temporary;
  private WrittenFiles files = new WrittenFiles(Path.of(""));

  @BeforeEach
  void makeFolder() throws IOException {
    files = new WrittenFiles(Files.createDirectory(temporary.resolve("lines")));
  }

  @Test
  void tooFewAndTooManyFieldsOpenQuotesAndHeadersAreBroken() throws IOException {
    files.write(
        "a.csv",
        """
        id,a,note
        1,10,fine

        2,10
        3,10,x,y
        4,10,"open
        5,10,"closed, all of it"
        id,a,note
        note,id,a
        6,"10,x
        7,10,5" wide
        """);
    Dataset<Row> rows = reader.rows(csv(Map.of()));

    assertThat(texts(rows.selectExpr("order_id", "amount", "kept", "broken")))
        .containsExactly(
            "[1,10,true,null]",
            "[5,10,true,null]",
            "[7,10,true,null]",
            "[null,null,true,2,10]",
            "[null,null,true,3,10,x,y]",
            "[null,null,true,4,10,\"open]",
            "[null,null,true,6,\"10,x]",
            "[null,null,true,id,a,note]",
            "[null,null,true,note,id,a]");
    BrokenRows broken = BrokenRows.among(LocalSpark.session(), rows);
    assertThat(broken)
        .isEqualTo(new BrokenRows(6, 2, List.of("a.csv line 4", "a.csv line 5", "a.csv line 6")));
    assertThat(broken.text())
        .isEqualTo(
            "6 rows do not fit their files (a.csv line 4, a.csv line 5, a.csv line 6, ...); 2"
                + " lines end inside a quote: set multiLine = true where fields hold ends of"
                + " lines");
  }

  /** Of a row that is only counted nothing but what is broken is asked. */
  @Test
  void brokenRowsAreTheSameWhateverIsAskedOfThem() throws IOException {
    files.write("a.csv", "id,a\n1,10\n2\n");

    assertThat(reader.rows(csv(Map.of())).filter("broken is not null").count()).isEqualTo(1);
    assertThat(reader.rows(csv(Map.of())).filter("broken is null").count()).isEqualTo(1);
  }

  @Test
  void aFilterLeavesNoBrokenRowOut() throws IOException {
    files.write("a.csv", "id,a\n1,10\n2\n");
    SourceSettings source = csv(Map.of());
    SourceSettings filtered =
        new SourceSettings(
            "orders",
            source.inputs(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("a > 100"),
            source.columns(),
            Map.of());

    assertThat(texts(reader.rows(filtered).select("order_id", "kept", "broken")))
        .containsExactly("[1,false,null]", "[null,true,2]");
  }

  @Test
  void linesOfBrokenJsonAreFoundByReadingTheFileAgain() throws IOException {
    files.write("a.json", "{\"id\":1,\"a\":10}\n{\"id\":2,\n\n{\"id\":3,\"a\":5}\nnot json\n");
    Dataset<Row> rows =
        reader.rows(files.source("json", Map.of("order_id", "id", "amount", "a"), Map.of()));

    assertThat(texts(rows.select("order_id", "amount", "broken")))
        .containsExactly(
            "[1,10,null]", "[3,5,null]", "[null,null,not json]", "[null,null,{\"id\":2,]");
    assertThat(BrokenRows.among(LocalSpark.session(), rows))
        .isEqualTo(new BrokenRows(2, 0, List.of("a.json line 2", "a.json line 5")));
  }

  @Test
  void mixedEndsOfLinesInAFileOfLongRecordsLoseNothing() throws IOException {
    files.write(
        "a.csv",
        "id,a,note\n1,10,x\r\n2,10,\"two\r\nlines\"\r3,10,\"three\n\nlines\"\n4,10,\"old\rmac\"\r\n5,10");
    Dataset<Row> rows = reader.rows(csv(Map.of("multiLine", "true")));

    assertThat(texts(rows.selectExpr("order_id", "amount", "broken")))
        .containsExactly(
            "[1,10,null]", "[2,10,null]", "[3,10,null]", "[4,10,null]", "[null,null,5,10]");
    assertThat(BrokenRows.among(LocalSpark.session(), rows).places())
        .containsExactly("a.csv line 10");
  }

  @Test
  void aQuoteThatNeverClosesTakesNoOtherLineWithIt() throws IOException {
    files.write("a.csv", "id,a,note\n1,10,\"open\n2,10,x\n3,10,\"y\"\n4,10,z\n");

    assertThat(
            texts(
                reader
                    .rows(csv(Map.of("multiLine", "true")))
                    .select("order_id", "amount", "broken")))
        .containsExactly("[2,10,null]", "[3,10,null]", "[4,10,null]", "[null,null,1,10,\"open]");
  }

  @Test
  void textOfTwoBytesIsRecognisedAndReadWhereItIsSaid() throws IOException {
    String text = "\uFEFFid,a\r\n1,10\r\n\u010D,20\r\n";
    files.write("a.csv", text, StandardCharsets.UTF_16LE);

    assertThatThrownBy(() -> reader.rows(csv(Map.of())))
        .hasMessage(
            files.folder()
                + " cannot be read: a.csv is written in UTF-16LE\n"
                + "  where: source.orders.path (shop.conf:1)\n"
                + "  mend:  add options { encoding = \"UTF-16LE\" }");
    for (String encoding : List.of("UTF-16LE", "UTF-16")) {
      assertThat(
              texts(
                  reader
                      .rows(csv(Map.of("encoding", encoding)))
                      .select("order_id", "amount", "broken")))
          .containsExactly("[1,10,null]", "[\u010D,20,null]");
    }
  }

  @Test
  void jsonAndPlainTextAreInUtf8() throws IOException {
    files.write("a.json", "{\"id\":1}\n", StandardCharsets.UTF_16BE);

    for (String format : List.of("json", "text")) {
      assertThatThrownBy(() -> reader.rows(files.source(format, Map.of("order_id", "'1'"))))
          .hasMessageStartingWith(
              files.folder() + " cannot be read: a.json is written in UTF-16BE\n")
          .hasMessageEndingWith("mend:  give it in UTF-8");
    }
  }

  @Test
  void linesOfALaterPartOfAFileAreCountedFromItsStart() throws IOException {
    StringBuilder text = new StringBuilder("id,a\n");
    for (int line = 0; line < 20_000; line++) {
      text.append(line).append(line == 17_000 ? "\n" : ",10\n");
    }
    files.write("a.csv", text.toString());
    LocalSpark.session().conf().set("spark.sql.files.maxPartitionBytes", "40000");
    try {
      assertThat(BrokenRows.among(LocalSpark.session(), reader.rows(csv(Map.of()))))
          .isEqualTo(new BrokenRows(1, 0, List.of("a.csv line 17,002")));
    } finally {
      LocalSpark.session().conf().unset("spark.sql.files.maxPartitionBytes");
    }
  }

  /** Spark's parser, given one more field, takes it for a part of one that is open. */
  @ParameterizedTest
  @ValueSource(strings = {"\\", "\""})
  void openQuotesAreThoseOfSparksParser(String escape) {
    Random random = new Random(7);
    CsvFormat format = CsvFormat.of(LocalSpark.session(), Map.of("escape", escape));
    OpenQuotes quotes = new OpenQuotes(format.spark());
    int open = 0;
    for (int count = 0; count < 5_000; count++) {
      StringBuilder line = new StringBuilder("1,");
      for (int letter = random.nextInt(10); letter > 0; letter--) {
        line.append("ab,\"\"\\".charAt(random.nextInt(6)));
      }
      String record = line.toString();
      String[] longer = format.parser().parseLine(record + ",end");
      boolean isOpen = !longer[longer.length - 1].equals("end");
      // A backslash behind a quote or at the end has a meaning of its own, which no export has.
      if (!record.endsWith("\\") && !record.contains("\"\\")) {
        assertThat(quotes.of(record)).as(record).isEqualTo(isOpen ? End.OPEN : End.CLOSED);
      }
      open += isOpen ? 1 : 0;
    }
    assertThat(open).isBetween(500, 4_500);
  }

  private SourceSettings csv(Map<String, String> options) {
    Map<String, String> all = new java.util.HashMap<>(options);
    all.put("header", "true");
    return files.source("csv", Map.of("order_id", "id", "amount", "a"), all);
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
