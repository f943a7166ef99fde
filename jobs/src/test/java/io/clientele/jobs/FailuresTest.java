package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.testing.LocalSpark;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailuresTest {

  @Test
  void tellsOurOwnFailuresAsTheyAre() {
    ClienteleException ours =
        ClienteleException.of(ExitCode.QUALITY, "Too much.", "orders", "Wash.");

    assertThat(Failures.explain(new IllegalStateException("stage", ours)))
        .isEqualTo(new Failure(ExitCode.QUALITY, "Too much.\n  where: orders\n  mend:  Wash."));
  }

  @Test
  void tellsWhatIsNotThere() {
    SparkSession spark = LocalSpark.session();

    assertThat(Failures.explain(thrown(() -> spark.read().parquet("/no/such/folder").count())))
        .isEqualTo(
            new Failure(
                ExitCode.INPUT,
                """
                Something to read is not there.
                  where: file:/no/such/folder
                  mend:  correct the path or the table, or --set source.orders.path=... for one run"""));
    assertThat(Failures.explain(thrown(() -> spark.table("no_such_table").count())).message())
        .contains("where: `no_such_table`");
    assertThat(Failures.explain(new IOException(new FileNotFoundException("/gone (No such file)"))))
        .extracting(Failure::exitCode)
        .isEqualTo(ExitCode.INPUT);
  }

  @Test
  void tellsWhichFileIsDamaged(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("part.parquet");
    Files.writeString(file, "PAR1 this is no parquet file PAR1");
    SparkSession spark = LocalSpark.session();

    Failure failure =
        Failures.explain(
            thrown(() -> spark.read().schema("a int").parquet(folder.toString()).collectAsList()));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(failure.message())
        .startsWith("A source file cannot be read: ")
        .contains("\n  where: file://" + file + "\n");
  }

  @Test
  void tellsWhichExpressionFailedButNotOnWhichValue() {
    SparkSession spark = LocalSpark.session();
    Throwable thrown =
        thrown(
            () ->
                spark
                    .createDataset(List.of("anna@example.org"), Encoders.STRING())
                    .repartition(2)
                    .selectExpr("cast(value as int) as number")
                    .collectAsList());

    assertThat(Failures.explain(thrown))
        .isEqualTo(
            new Failure(
                ExitCode.INPUT,
                """
                A mapped expression failed on a value of the source.
                  where: cast(value as int); CAST_INVALID_INPUT, SQLSTATE 22018
                  mend:  use try_cast, try_divide and the like: what gives null is then counted"""));
  }

  @Test
  void tellsThatASumMayBeBeyondRange() {
    SparkSession spark = LocalSpark.session();
    Throwable thrown =
        thrown(
            () ->
                spark
                    .createDataset(List.of("1234567"), Encoders.STRING())
                    .selectExpr("cast(value as decimal(5,0)) as number")
                    .collectAsList());

    assertThat(Failures.explain(thrown).message())
        .isEqualTo(
            """
            A mapped expression failed on a value of the source.
              where: cast(value as decimal(5,0)); NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION, \
            SQLSTATE 22003
              mend:  use try_cast, try_divide and the like: what gives null is then counted; \
            sums of money hold 18 digits: let source.orders.filter leave out amounts beyond \
            belief""");
  }

  @Test
  void tellsAConflictByTheNameOfItsClass() {
    Throwable conflict = new io.delta.exceptions.ConcurrentAppendException("files were added");

    assertThat(Failures.explain(new IllegalStateException(conflict)))
        .isEqualTo(
            new Failure(
                ExitCode.CONFLICT,
                """
                Another writer changed the same table while this run was writing.
                  where: ConcurrentAppendException
                  mend:  start the run again; run one writer a date at a time"""));
  }

  @Test
  void tellsWhatMemoryAndDiskLack() {
    assertThat(Failures.explain(new IllegalStateException(new OutOfMemoryError("Java heap space"))))
        .isEqualTo(
            new Failure(
                ExitCode.UNEXPECTED,
                "The memory was not enough.\n  where: heap of "
                    + Runtime.getRuntime().maxMemory() / (1024 * 1024)
                    + " MiB\n  mend:  give more, such as CLIENTELE_HEAP=4g, or spark-submit"
                    + " --driver-memory 4g"));
    assertThat(Failures.explain(new IOException("No space left on device")).message())
        .startsWith("The disk is full.\n");
  }

  @Test
  void tellsTheRootOfAnythingElse() {
    Throwable root = new IllegalStateException("first line\nsecond line");

    assertThat(Failures.explain(new IllegalArgumentException("outer", root)))
        .isEqualTo(
            new Failure(
                ExitCode.UNEXPECTED,
                """
                Something unexpected went wrong.
                  what:  java.lang.IllegalStateException: first line
                  mend:  start again with --verbose to see what Spark did"""));
  }

  /** Cancelled work fails in many ways, some of which do not say why. */
  @Test
  void tellsOfAnEndThatWasToldWhateverWasThrown() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ToldToEnd.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said = process.inputReader()) {
      assertThat(said.readLine()).isEqualTo("UNEXPECTED");
      process.toHandle().destroy();

      assertThat(said.lines())
          .containsExactly(
              "TERMINATED The process was told to end before it was done.",
              "  where: process " + process.pid(),
              "  mend:  start it again; what was complete before is complete still",
              "The process was told to end before it was done.");
    }
    assertThat(process.waitFor()).isEqualTo(143);
  }

  private static Throwable thrown(Runnable work) {
    return catchThrowable(work::run);
  }
}
