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
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnsOfParquetTest {
  private final SourceReader reader = new SourceReader(LocalSpark.session());

  @TempDir private Path temporary;
  private WrittenFiles files = new WrittenFiles(Path.of(""));

  @BeforeEach
  void makeFolder() throws IOException {
    files = new WrittenFiles(Files.createDirectory(temporary.resolve("lines")));
  }

  @Test
  void aColumnThatOnlyNewerFilesHaveIsNullInOlderOnes() throws IOException {
    files
        .parquet("1.parquet", "select 1L as id, named_struct('x', 1) as item")
        .parquet(
            "2.parquet", "select 2L as ID, 5.5d as ship, named_struct('x', 2, 'y', 3) as item");

    SourceSettings source =
        files.source("parquet", Map.of("order_id", "id", "amount", "ship", "quantity", "item.y"));
    SourceHistory history = new SourceHistory(LocalSpark.session(), 0);
    Dataset<Row> rows = history.rows(source, history.position(source));

    assertThat(texts(rows.select("order_id", "amount", "quantity", "broken")))
        .containsExactly("[1,null,null,null]", "[2,5.5,3,null]");
    assertThat(history.remarks(source))
        .containsExactly(
            "source.orders: column ship is missing in 1 of 2 files, null there (1.parquet).");
  }

  @Test
  void oneColumnOfTwoTypesIsNamedWithAFileOfEach() throws IOException {
    files
        .parquet("1.parquet", "select 1L as id, 5.5d as amount")
        .parquet("2.parquet", "select 2L as id, '5.5' as amount");

    assertThatThrownBy(() -> reader.rows(files.source("parquet", Map.of("amount", "amount"))))
        .hasMessage(
            files.folder()
                + " has column amount in two types: double in 1.parquet, string in 2.parquet\n"
                + "  where: source.orders.path (shop.conf:1)\n"
                + "  mend:  give the files of each type as an input of its own, and let"
                + " source.*.query cast the column and put the inputs together with union all")
        .extracting(failure -> ((ClienteleException) failure).exitCode())
        .isEqualTo(ExitCode.INPUT);
  }

  @Test
  void aColumnOfTwoTypesThatNothingReadsIsLeftOutAndSaid() throws IOException {
    files
        .parquet("1.parquet", "select 1L as id, 5 as note")
        .parquet("2.parquet", "select 2L as id, '5.5' as note");
    SourceSettings source = files.source("parquet", Map.of("order_id", "id"));
    SourceHistory history = new SourceHistory(LocalSpark.session(), 0);

    Dataset<Row> rows = history.rows(source, history.position(source));
    assertThat(texts(rows.select("order_id", "source_row"))).containsExactly("[1,[1]]", "[2,[2]]");
    assertThat(history.remarks(source))
        .containsExactly(
            "source.orders: column note in two types: int in 1.parquet, string in 2.parquet;"
                + " nothing reads it, and it is left out.");
  }

  @Test
  void timesInNanosecondsAreMomentsOrDaysAndTimesAsTheFooterSays() throws IOException {
    MessageType type =
        MessageTypeParser.parseMessageType(
            "message lines { required int64 id;"
                + " required int64 moment (TIMESTAMP(NANOS,true));"
                + " required int64 local (TIMESTAMP(NANOS,false)); }");
    try (ParquetWriter<org.apache.parquet.example.data.Group> writer =
        ExampleParquetWriter.builder(
                new org.apache.hadoop.fs.Path(files.folder().resolve("a.parquet").toString()))
            .withType(type)
            .withConf(new Configuration())
            .build()) {
      for (long nanoseconds : List.of(1_751_364_000_123_456_789L, -1L)) {
        SimpleGroup row = new SimpleGroup(type);
        row.add("id", nanoseconds > 0 ? 1L : 2L);
        row.add("moment", nanoseconds);
        row.add("local", nanoseconds);
        writer.write(row);
      }
    }
    SourceSettings source =
        files.source("parquet", Map.of("order_id", "id", "ordered_at", "moment", "t", "local"));
    Dataset<Row> rows = reader.rows(source).select("order_id", "ordered_at", "t");

    assertThat(rows.schema().simpleString())
        .isEqualTo("struct<order_id:bigint,ordered_at:timestamp,t:timestamp_ntz>");
    // Summer time is one hour ahead in London.
    assertThat(texts(rows.selectExpr("order_id", "string(ordered_at)", "string(t)")))
        .containsExactly(
            "[1,2025-07-01 11:00:00.123456,2025-07-01 10:00:00.123456]",
            "[2,1970-01-01 00:59:59.999999,1969-12-31 23:59:59.999999]");
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
