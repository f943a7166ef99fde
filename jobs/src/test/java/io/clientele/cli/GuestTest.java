package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.testing.LocalSpark;
import java.io.ByteArrayOutputStream;
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

  @Test
  void leavesItsHostsSparkAsItIs() throws Exception {
    SparkSession host = LocalSpark.session();
    String zone = host.conf().get("spark.sql.session.timeZone");
    TinyShop.write(folder);
    Path conf = folder.resolve("shop.conf");
    Files.writeString(
        conf,
        Files.readString(conf)
            .replace("\"orders.csv\"", "\"" + folder + "/orders.csv\"")
            .replace("\"warehouse\"", "\"" + folder + "/warehouse\"")
            .replace("Europe/London", "Asia/Tokyo"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Program program =
        new Program(
            new Console(stream, stream, Console.Audience.FILE, Glyphs.ASCII),
            Platform.here(),
            new SparkWork(Sessions::visiting));

    int status =
        program.run(
            List.of(
                ("run --conf "
                        + conf
                        + " --as-of 2025-03-31 --set warehouse.format=parquet"
                        + " --set segments.insights=false --set families.clusters.enabled=false"
                        + " --set families.prediction.enabled=false")
                    .split(" ", -1)));

    assertThat(status).as(out.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(TinyShop.segments(folder, "parquet").lines()).hasSize(TinyShop.CUSTOMERS);
    assertThat(host.sparkContext().isStopped()).isFalse();
    assertThat(host.conf().get("spark.sql.session.timeZone")).isEqualTo(zone);
    assertThat(SparkSession.active()).isSameAs(host);
  }

  @Test
  void throwsWhereTheProgramWouldExit() {
    assertThatCode(() -> Guest.end(0)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Guest.end(4))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("clientele ended with exit code 4");
  }
}
