package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.cli.DisturbedFiles.Disturbance;
import io.clientele.cli.DisturbedFiles.Kind;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program with arguments, when something goes wrong around it. */
@Timeout(300)
class DisturbedRunsTest {
  private static final String DATE = "2025-03-31";
  private static final Pattern TRACE = Pattern.compile("  trace: (.*)\n");

  private final Path folder;
  private final String conf;

  DisturbedRunsTest(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
    this.conf = conf(this.folder);
  }

  /**
   * How a process would have ended.
   *
   * @param status its exit status
   * @param err what it complained of
   */
  record Outcome(int status, String err) {}

  @BeforeAll
  static void register() {
    DisturbedFiles.register(LocalSpark.session().sparkContext().hadoopConfiguration());
  }

  @ParameterizedTest
  @ValueSource(strings = {"delta", "parquet"})
  void ofTwoAtOnceThoseOfOtherDatesSucceedAndOneOfTheSameDateIsToldToComeLater(String format)
      throws Exception {
    orders("10.00");
    Disturbance slow = Disturbance.of(Kind.SLOW, "/warehouse/orders/");
    List<CompletableFuture<Outcome>> others = new ArrayList<>();
    Outcome same =
        DisturbedFiles.during(
            slow,
            () -> {
              others.add(CompletableFuture.supplyAsync(() -> run(format, DATE)));
              met(slow);
              others.add(CompletableFuture.supplyAsync(() -> run(format, "2025-03-30")));
              return run(format, DATE);
            });

    assertThat(same.status()).isEqualTo(5);
    assertThat(same.err())
        .matches(
            """
            clientele: Another process is at work on the same date
              where: disturbed:[^ ]*/warehouse/.lock: run of 2025-03-31 by process \\d+ on .*
              mend:  let it end; start this again if it fails
            """);
    assertThat(others)
        .extracting(CompletableFuture::join)
        .containsExactly(new Outcome(0, ""), new Outcome(0, ""));
    assertThat(readers(format).date(DATE)).isPresent();
    assertThat(readers(format).date("2025-03-30")).isPresent();
    assertThat(exits(format)).containsExactly("2025-03-30 0", "2025-03-31 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"delta", "parquet"})
  void aFullDisk(String format) {
    orders("10.00");
    assertThat(run(format, DATE)).isEqualTo(new Outcome(0, ""));
    List<String> old = readers(format).date(DATE).orElseThrow();
    orders("20.00");

    Outcome outcome =
        DisturbedFiles.during(
            Disturbance.of(Kind.FULL, "customer_segments"), () -> run(format, DATE));

    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                1,
                """
                clientele: The disk is full
                  where: table disturbed:%s/warehouse/customer_segments, or Spark's temporary \
                files in spark.local.dir
                  mend:  free some space, or let SPARK_LOCAL_DIRS point to a larger disk; then \
                start this again
                """
                    .formatted(folder)));
    Optional<List<String>> left = readers(format).date(DATE);
    assertThat(left).isEqualTo(format.equals("delta") ? Optional.of(old) : Optional.empty());
    assertThat(exits(format)).containsExactly("2025-03-31 0", "2025-03-31 1");
    assertThat(run(format, DATE)).isEqualTo(new Outcome(0, ""));
    assertThat(readers(format).date(DATE).orElseThrow()).hasSameSizeAs(old).isNotEqualTo(old);
  }

  @Test
  void aWarehouseThatMayNotBeWritten() {
    orders("10.00");

    assertThat(
            DisturbedFiles.during(
                Disturbance.of(Kind.FORBIDDEN, "warehouse"), () -> run("delta", DATE)))
        .isEqualTo(
            new Outcome(
                1,
                """
                clientele: The storage refuses to be written
                  where: warehouse.path disturbed:%s/warehouse
                  mend:  give the user of this process the right to write there, or correct \
                warehouse.path; then start this again
                """
                    .formatted(folder)));
  }

  @Test
  void aSourceThatChangesOvernightOrGoesAwayOrIsDamaged() throws IOException {
    orders("10.00");
    assertThat(run("parquet", DATE)).isEqualTo(new Outcome(0, ""));
    List<String> old = readers("parquet").date(DATE).orElseThrow();
    List<String> visible = readers("parquet").visible();

    goesAway();
    losesAColumn();
    changesAType();
    isDamaged();
    assertThat(readers("parquet").visible()).isEqualTo(visible);
    assertThat(readers("parquet").date(DATE)).contains(old);

    write(lines("10.00").selectExpr("*", "'web' as channel"));
    assertThat(run("parquet", DATE)).isEqualTo(new Outcome(0, ""));
    assertThat(readers("parquet").date(DATE)).contains(old);
    assertThat(exits("parquet"))
        .containsExactly("2025-03-31 0", "2025-03-31 0", "2025-03-31 3", "2025-03-31 3");
  }

  private void goesAway() {
    for (int opened = 0; opened < 3; opened++) {
      Outcome outcome =
          DisturbedFiles.during(
              Disturbance.of(Kind.GONE, folder + "/orders/part-", opened),
              () -> run("parquet", DATE));

      assertThat(outcome.status()).isEqualTo(3);
      assertThat(outcome.err().replaceAll("part-[^ ]*", "part"))
          .isEqualTo(
              opened < 2
                  ? """
                  clientele: disturbed:%1$s/orders cannot be read: File disturbed:%1$s/orders/part \
                  does not exist
                    where: source.orders.path (%1$s/shop.conf:4)
                    mend:  check the name, the format (parquet), the options and that the file is \
                  whole
                  """
                      .formatted(folder)
                  : """
                  clientele: Something to read is not there.
                    where: File disturbed:%1$s/orders/part does not exist
                    mend:  correct the path or the table, or --set source.orders.path=... for one \
                  run
                  """
                      .formatted(folder));
    }
  }

  private void losesAColumn() {
    write(lines("10.00").drop("paid"));

    Outcome outcome = run("parquet", DATE);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith(
            """
            clientele: 1 problem in the configuration

            source.orders.columns.amount: reads paid, which the source does not have
              where: %s/shop.conf:5
              mend:  """
                .formatted(folder));
  }

  private void changesAType() {
    write(lines("10.00").selectExpr("order", "customer", "array(day) as day", "paid"));

    Outcome outcome = run("parquet", DATE);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith(
            """
            clientele: 1 problem in the configuration

            source.orders.columns.ordered_at: gives array<string>
              where: %s/shop.conf:5
              mend:  """
                .formatted(folder));
  }

  /** The footer is whole, what it speaks of is not. */
  private void isDamaged() throws IOException {
    orders("10.00");
    Path file;
    try (var files = Files.list(folder.resolve("orders"))) {
      file =
          files
              .filter(it -> it.getFileName().toString().startsWith("part-"))
              .findFirst()
              .orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 4, 200, (byte) 7);
    Files.write(file, bytes);

    Outcome outcome = run("parquet", DATE);

    assertThat(outcome.status()).isEqualTo(3);
    assertThat(outcome.err())
        .startsWith("clientele: A source file cannot be read: ")
        .endsWith(
            """

              where: disturbed:%s
              mend:  check that the file is whole and of the format the configuration says
            """
                .formatted(file));
  }

  private void orders(String paid) {
    write(lines(paid));
  }

  private Dataset<Row> lines(String paid) {
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

  private void write(Dataset<Row> rows) {
    rows.write().mode(SaveMode.Overwrite).parquet(folder.resolve("orders").toString());
  }

  private Outcome run(String format, String date) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Console.Audience.FILE,
            Glyphs.ASCII);
    List<String> arguments = new ArrayList<>(List.of("run", "--conf", conf, "--as-of", date));
    arguments.addAll(List.of("--set", "warehouse.format=" + format));
    List.of("prediction", "lifecycle", "clusters", "behaviour", "rfm", "price-sensitivity")
        .forEach(
            family -> arguments.addAll(List.of("--set", "families." + family + ".enabled=false")));
    int status =
        new Program(console, Platform.here(), new SparkWork(DisturbedRunsTest::within))
            .run(arguments);
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

  private Readers readers(String format) {
    return new Readers(folder.resolve("warehouse"), format);
  }

  private List<String> exits(String format) {
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

  private static void met(Disturbance disturbance) {
    try {
      disturbance.begun().await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
