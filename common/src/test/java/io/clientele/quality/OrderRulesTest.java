package io.clientele.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.source.SourceReader;
import io.clientele.testing.LocalSpark;
import io.clientele.testing.RealData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of some orders, looked up in a source. */
class OrderRulesTest {
  private static final Instant SINCE = Instant.parse("2025-03-01T10:00:00Z");
  private static final OptionalLong MICROS =
      OptionalLong.of(ChronoUnit.MICROS.between(Instant.EPOCH, SINCE));

  private final Path folder;

  OrderRulesTest(@TempDir Path folder) {
    this.folder = folder.resolve("lines");
  }

  @Test
  void linesOfAnOrderAreThoseSinceATimeAndThoseWithoutOne() {
    add(
        "o1 1 2025-03-01T09:59:59.999999Z",
        "o1 2 2025-03-01T10:00:00Z",
        " o1 3 2025-04-01T00:00:00Z");
    add("o1 4 never", "o2 5 2025-03-02T10:00:00Z", "o3 6 never", "o3 7 2025-03-02T10:00:00Z");

    assertThat(lines(MICROS, "o1", "o3", "o4")).containsExactly(2, 3, 4, 6, 7);
    assertThat(lines(OptionalLong.empty(), "o1")).containsExactly(1, 2, 3, 4);
  }

  @Test
  void filesOfOlderLinesAreNotRead() throws IOException {
    add("o1 1 2025-02-01T10:00:00Z", "o2 2 2025-02-28T10:00:00Z");
    for (Path file : files()) {
      spoil(file);
    }
    add("o1 3 2025-03-01T10:00:00Z", "o2 4 2025-03-02T10:00:00Z");

    assertThat(lines(MICROS, "o1")).containsExactly(3);
    assertThatThrownBy(() -> lines(OptionalLong.empty(), "o1"))
        .hasMessageContaining("FAILED_READ_FILE");
  }

  private List<Integer> lines(OptionalLong since, String... orders) {
    Settings settings =
        SettingsReader.read(
                Optional.of(RealData.root().resolve("conf/sample.conf")),
                Map.of("source.orders.path", folder.toString()))
            .settings();
    Dataset<Row> mapped = new SourceReader(LocalSpark.session()).rows(settings.sources().orders());
    Dataset<Row> keys =
        LocalSpark.session().createDataset(List.of(orders), Encoders.STRING()).toDF("order_key");
    return new OrderRules(settings)
        .ofOrders(mapped, keys, since).select("line_id").as(Encoders.INT()).collectAsList().stream()
            .sorted()
            .toList();
  }

  /** Adds a file of lines, each written as its order, line and time. */
  private void add(String... lines) {
    List<Row> rows =
        Arrays.stream(lines)
            .map(line -> line.strip().split(" ", 3))
            .map(
                words ->
                    RowFactory.create(
                        words[0],
                        Integer.valueOf(words[1]),
                        "anna",
                        words[2].equals("never") ? null : Timestamp.from(Instant.parse(words[2]))))
            .toList();
    StructType columns =
        StructType.fromDDL(
            "order_id STRING, line_id INT, customer_id STRING, ordered_at TIMESTAMP");
    LocalSpark.session()
        .createDataFrame(rows, columns)
        .coalesce(1)
        .selectExpr(
            "*",
            "1.00BD as amount",
            "1 as quantity",
            "1.00BD as unit_price",
            "0.00BD as discount",
            "'p1' as product_id",
            "'books' as category",
            "cast(null as string) as coupon_code",
            "'completed' as status",
            "'EUR' as currency")
        .write()
        .mode("append")
        .parquet(folder.toString());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }

  /** Leaves nothing of a Parquet file whole but its first bytes and its footer. */
  private static void spoil(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int tail = 8;
    int footer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - tail);
    Arrays.fill(bytes, tail / 2, bytes.length - tail - footer, (byte) 0x5A);
    Files.write(file, bytes);
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }
}
