package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.testing.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver that goes on when the program has ended. */
class GuestTest {
  @TempDir private Path folder = Path.of("");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void leavesItsHostsSparkAsItIsAlsoWhereTheReportCannotBeWritten() throws Exception {
    SparkSession host = LocalSpark.session();
    String zone = host.conf().get("spark.sql.session.timeZone");
    Path conf = shop();
    String shop = " --conf " + conf + " --as-of 2025-03-31 --set warehouse.format=parquet";

    int status =
        visit(
            "run"
                + shop
                + " --set segments.insights=false --set families.clusters.enabled=false"
                + " --set families.prediction.enabled=false --set report.folder="
                + conf
                + "/reports");

    // The run is done, and what came after it is told.
    assertThat(status).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("Tiny shop, 2025-03-31\n\norders read")
        .contains(
            """
            clientele: The storage refuses to be written
              where: %1$s/reports
              mend:  give the user of this process the right to write there, or correct \
            report.folder; then start this again
            """
                .formatted(conf));
    assertThat(TinyShop.segments(folder, "parquet").lines()).hasSize(TinyShop.CUSTOMERS);
    assertThat(host.sparkContext().isStopped()).isFalse();
    assertThat(host.conf().get("spark.sql.session.timeZone")).isEqualTo(zone);
    assertThat(SparkSession.active()).isSameAs(host);

    out.reset();
    assertThat(visit("report" + shop)).as(out.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("report\n  " + folder + "/warehouse/_reports/report-2025-03-31.html\n");
  }

  /** The tiny shop, far from the host's time zone. */
  private Path shop() throws IOException {
    TinyShop.write(folder);
    Path conf = folder.resolve("shop.conf");
    Files.writeString(
        conf,
        Files.readString(conf)
            .replace("\"orders.csv\"", "\"" + folder + "/orders.csv\"")
            .replace("\"warehouse\"", "\"" + folder + "/warehouse\"")
            .replace("Europe/London", "Asia/Tokyo"));
    return conf;
  }

  private int visit(String line) {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new Program(
            new Console(stream, stream, Console.Audience.FILE, Glyphs.ASCII),
            Platform.here(),
            new SparkWork(Sessions::visiting))
        .run(List.of(line.split(" ", -1)));
  }

  @Test
  void throwsWhereTheProgramWouldExit() {
    assertThatCode(() -> Guest.end(0)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Guest.end(4))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("clientele ended with exit code 4");
  }
}
