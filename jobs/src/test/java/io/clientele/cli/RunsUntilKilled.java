package io.clientele.cli;

import io.clientele.testing.LocalFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * A process of its own that does runs one after the other, and says on stdout which it began and
 * ended. Its session stays open, so that whoever kills it hits work.
 */
final class RunsUntilKilled {

  private RunsUntilKilled() {}

  /**
   * Runs.
   *
   * @param arguments folder of the shop, and any number of runs, each as the source, the date, the
   *     format and the name of the warehouse: {@code A@2025-03-31@delta@copy}
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    SparkConf conf = Sessions.configured(new SparkConf(), "kills", ZoneId.of("Europe/London"));
    conf.setMaster("local[1]");
    conf.set("spark.sql.shuffle.partitions", "1");
    conf.set("spark.sql.adaptive.enabled", "false");
    conf.set("spark.sql.icu.caseMappings.enabled", "false");
    LocalFiles.settings().forEach(conf::set);
    conf.set("spark.sql.codegen.wholeStage", "false");
    conf.set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    SparkSession session = SparkSession.builder().config(conf).getOrCreate();
    session.range(1).count();
    System.out.println("ready");
    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    SessionSource sessions =
        new SessionSource() {
          @Override
          public <T> T within(String name, ZoneId zone, Function<SparkSession, T> work) {
            session.sparkContext().setJobGroup(Sessions.WORK, name, false);
            return work.apply(session);
          }
        };
    for (String words : List.of(arguments).subList(1, arguments.length)) {
      String[] run = words.split("@", 4);
      String name = run[0] + "@" + run[1];
      System.out.println("began " + name);
      List<String> typed = arguments(folder, run);
      int status = Termination.orderly(() -> status(sessions, typed));
      System.out.println("ended " + name + " " + status);
    }
    session.stop();
    System.exit(0);
  }

  private static int status(SessionSource sessions, List<String> arguments) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Console console = new Console(nowhere, System.err, Console.Audience.FILE, Glyphs.ASCII);
    return new Program(console, Platform.here(), new SparkWork(sessions)).run(arguments);
  }

  private static List<String> arguments(Path folder, String[] run) {
    List<String> arguments =
        new ArrayList<>(
            List.of("run", "--conf", folder.resolve("shop.conf").toString(), "--as-of", run[1]));
    List.of(
            "source.orders.path=" + folder.resolve("orders-" + run[0] + ".csv"),
            "warehouse.path=" + folder.resolve(run[3]),
            "warehouse.format=" + run[2],
            "segments.insights=false",
            "report.enabled=false",
            "families.prediction.enabled=false",
            "families.lifecycle.enabled=false",
            "families.loyalty.enabled=false",
            "families.clusters.enabled=false",
            "families.behaviour.enabled=false",
            "families.rfm.enabled=false",
            "families.price-sensitivity.enabled=false")
        .forEach(setting -> arguments.addAll(List.of("--set", setting)));
    arguments.addAll(List.of("--log", "json"));
    return arguments;
  }
}
