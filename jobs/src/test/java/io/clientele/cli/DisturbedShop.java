package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.jobs.Readers;
import io.clientele.testing.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** A shop on {@link DisturbedFiles}, and the program run on it with arguments. */
final class DisturbedShop {
  private static final Pattern TRACE = Pattern.compile("  trace: (.*)\\n");

  private final Path folder;
  private final String conf;

  DisturbedShop(Path folder) throws IOException {
    this.folder = folder;
    this.conf = conf(folder);
  }

  /**
   * How a process would have ended.
   *
   * @param status its exit status
   * @param err what it complained of
   */
  record Outcome(int status, String err) {}

  void orders(String paid) {
    write(lines(paid));
  }

  Dataset<Row> lines(String paid) {
    return LocalSpark.session()
        .sql(
            """
            select * from values ('1', 'anna', '2024-11-02', '%1$s'),
              ('2', 'anna', '2025-03-20', '12.50'), ('3', 'bert', '2024-05-05', '%1$s'),
              ('4', null, '2025-03-02', '7.00') as lines(order, customer, day, paid)
            """
                .formatted(paid))
        .coalesce(1);
  }

  void write(Dataset<Row> rows) {
    rows.write().mode(SaveMode.Overwrite).parquet(folder.resolve("orders").toString());
  }

  Outcome run(String format, String date) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Console.Audience.FILE,
            Glyphs.ASCII);
    List<String> arguments = new ArrayList<>(List.of("run", "--conf", conf, "--as-of", date));
    arguments.addAll(
        List.of(
            "--set",
            "warehouse.format=" + format,
            "--set",
            "segments.insights=false",
            "--set",
            "report.enabled=false"));
    List.of("prediction", "lifecycle", "clusters", "behaviour", "rfm", "price-sensitivity")
        .forEach(
            family -> arguments.addAll(List.of("--set", "families." + family + ".enabled=false")));
    int status =
        new Program(console, Platform.here(), new SparkWork(DisturbedShop::within)).run(arguments);
    return new Outcome(status, withoutTrace(err.toString(StandardCharsets.UTF_8)));
  }

  /** Whatever ends with 1 leaves its trace in a file, under a name of its own. */
  private static String withoutTrace(String message) {
    Matcher trace = TRACE.matcher(message);
    if (trace.find()) {
      assertThat(Path.of(trace.group(1)).toFile().delete()).isTrue();
    }
    return trace.replaceFirst("");
  }

  private static <T> T within(String name, ZoneId zone, Function<SparkSession, T> work) {
    SparkSession session = LocalSpark.session().newSession();
    session.conf().set("spark.sql.session.timeZone", zone.getId());
    session.conf().set("spark.sql.shuffle.partitions", "1");
    return work.apply(session);
  }

  private static String conf(Path folder) throws IOException {
    return Files.writeString(
            folder.resolve("shop.conf"),
            """
            shop { time-zone = Europe/London, currency = EUR, money-scale = 2 }
            source.orders {
              format = parquet
              path = "disturbed:%1$s/orders"
              columns { order_id = order, customer_id = customer, ordered_at = day, amount = paid }
            }
            warehouse.path = "disturbed:%1$s/warehouse"
            """
                .formatted(folder))
        .toString();
  }

  Readers readers(String format) {
    return new Readers(folder.resolve("warehouse"), format);
  }

  List<String> exits(String format) {
    return LocalSpark.session()
        .read()
        .format(format)
        .load(folder.resolve("warehouse/runs").toString())
        .selectExpr("concat(segment_date, ' ', exit_code)")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }
}
