package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.cli.DisturbedFiles.Disturbance;
import io.clientele.cli.DisturbedFiles.Kind;
import io.clientele.cli.DisturbedShop.Outcome;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

  private final Path folder;
  private final DisturbedShop shop;

  DisturbedRunsTest(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
    this.shop = new DisturbedShop(this.folder);
  }

  @BeforeAll
  static void register() {
    DisturbedFiles.register(LocalSpark.session().sparkContext().hadoopConfiguration());
  }

  @ParameterizedTest
  @ValueSource(strings = {"delta", "parquet"})
  void ofTwoAtOnceThoseOfOtherDatesSucceedAndOneOfTheSameDateIsToldToComeLater(String format)
      throws Exception {
    shop.orders("10.00");
    Disturbance slow = Disturbance.of(Kind.SLOW, "/warehouse/orders/");
    List<CompletableFuture<Outcome>> others = new ArrayList<>();
    Outcome same =
        DisturbedFiles.during(
            slow,
            () -> {
              others.add(CompletableFuture.supplyAsync(() -> shop.run(format, DATE)));
              met(slow);
              others.add(CompletableFuture.supplyAsync(() -> shop.run(format, "2025-03-30")));
              return shop.run(format, DATE);
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
    assertThat(shop.readers(format).date(DATE)).isPresent();
    assertThat(shop.readers(format).date("2025-03-30")).isPresent();
    assertThat(shop.exits(format)).containsExactly("2025-03-30 0", "2025-03-31 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"delta", "parquet"})
  void aFullDisk(String format) {
    shop.orders("10.00");
    assertThat(shop.run(format, DATE)).isEqualTo(new Outcome(0, ""));
    List<String> old = shop.readers(format).date(DATE).orElseThrow();
    shop.orders("20.00");

    Outcome outcome =
        DisturbedFiles.during(
            Disturbance.of(Kind.FULL, "customer_segments"), () -> shop.run(format, DATE));

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
    Optional<List<String>> left = shop.readers(format).date(DATE);
    assertThat(left).isEqualTo(format.equals("delta") ? Optional.of(old) : Optional.empty());
    assertThat(shop.exits(format)).containsExactly("2025-03-31 0", "2025-03-31 1");
    assertThat(shop.run(format, DATE)).isEqualTo(new Outcome(0, ""));
    assertThat(shop.readers(format).date(DATE).orElseThrow()).hasSameSizeAs(old).isNotEqualTo(old);
  }

  @Test
  void aWarehouseThatMayNotBeWritten() {
    shop.orders("10.00");

    assertThat(
            DisturbedFiles.during(
                Disturbance.of(Kind.FORBIDDEN, "warehouse"), () -> shop.run("delta", DATE)))
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
    shop.orders("10.00");
    assertThat(shop.run("parquet", DATE)).isEqualTo(new Outcome(0, ""));
    List<String> old = shop.readers("parquet").date(DATE).orElseThrow();
    List<String> visible = shop.readers("parquet").visible();

    goesAway();
    losesAColumn();
    changesAType();
    isDamaged();
    assertThat(shop.readers("parquet").visible()).isEqualTo(visible);
    assertThat(shop.readers("parquet").date(DATE)).contains(old);

    shop.write(shop.lines("10.00").selectExpr("*", "'web' as channel"));
    assertThat(shop.run("parquet", DATE)).isEqualTo(new Outcome(0, ""));
    assertThat(shop.readers("parquet").date(DATE)).contains(old);
    assertThat(shop.exits("parquet")).contains("2025-03-31 3").startsWith("2025-03-31 0");
  }

  /** Looked at for its columns it is missing as a source; later, as something to read. */
  private void goesAway() {
    for (int opened = 0; opened < 3; opened++) {
      // An ingest that finds nothing new would not read it at all.
      shop.orders("10.00");

      Outcome outcome =
          DisturbedFiles.during(
              Disturbance.of(Kind.GONE, folder + "/orders/part-", opened),
              () -> shop.run("parquet", DATE));

      assertThat(outcome.status()).isEqualTo(3);
      assertThat(outcome.err().replaceAll("part-[^ ]*", "part"))
          .isIn(
              """
              clientele: disturbed:%1$s/orders cannot be read: File disturbed:%1$s/orders/part \
              does not exist
                where: source.orders.path (%1$s/shop.conf:4)
                mend:  check the name, the format (parquet), the options and that the file is whole
              """
                  .formatted(folder),
              """
              clientele: Something to read is not there.
                where: File disturbed:%1$s/orders/part does not exist
                mend:  correct the path or the table, or --set source.orders.path=... for one run
              """
                  .formatted(folder));
    }
  }

  private void losesAColumn() {
    shop.write(shop.lines("10.00").drop("paid"));

    Outcome outcome = shop.run("parquet", DATE);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith(
            """
            clientele: 1 problem in the configuration

            source.orders.columns.amount: reads paid, which the source does not have
              where: %s/shop.conf:5
              mend:"""
                .formatted(folder));
  }

  private void changesAType() {
    shop.write(shop.lines("10.00").selectExpr("order", "customer", "array(day) as day", "paid"));

    Outcome outcome = shop.run("parquet", DATE);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith(
            """
            clientele: 1 problem in the configuration

            source.orders.columns.ordered_at: gives array<string>
              where: %s/shop.conf:5
              mend:"""
                .formatted(folder));
  }

  /** The footer is whole, what it speaks of is not. */
  private void isDamaged() throws IOException {
    shop.orders("10.00");
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

    Outcome outcome = shop.run("parquet", DATE);

    assertThat(outcome.status()).isEqualTo(3);
    assertThat(outcome.err().replace("disturbed:///", "disturbed:/"))
        .startsWith("clientele: A source file cannot be read: ")
        .endsWith(
            """

              where: disturbed:%s
              mend:  check that the file is whole and of the format the configuration says
            """
                .formatted(file));
  }

  private static void met(Disturbance disturbance) {
    try {
      disturbance.begun().await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
