package io.clientele.cli;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.guess.Draft;
import io.clientele.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Writes a first configuration, and says what check says of it. */
final class InitWork {

  private InitWork() {}

  /**
   * Makes sure that nothing is written over that should stay.
   *
   * @throws ClienteleException with exit code 2 where it would be
   */
  static void refuseStanding(InitOrder order) {
    if (order.standing() == InitOrder.Standing.KEPT && Files.exists(order.out())) {
      throw ClienteleException.of(
          ExitCode.USAGE,
          order.out() + " is there already",
          "--out",
          "give another file with --out, or --force to write over it");
    }
  }

  /** Writes it, and returns what it was made from and what check says. */
  static String of(InitOrder order, SparkSession spark, Glyphs glyphs) {
    Draft draft = Draft.of(spark, order.request());
    write(order.out(), draft.conf());
    StringBuilder text = new StringBuilder();
    draft.told().forEach(sentence -> text.append(sentence).append('\n'));
    text.append(order.out()).append(" is written; what check says of it:\n\n");
    try {
      return text
          + CheckWork.of(SettingsReader.read(Optional.of(order.out()), Map.of()), spark, glyphs);
    } catch (RuntimeException failure) {
      throw new PartialWork(text.toString(), failure);
    }
  }

  private static void write(Path file, String conf) {
    try {
      Files.writeString(file, conf);
    } catch (IOException unwritable) {
      throw ClienteleException.of(
              ExitCode.USAGE,
              file + " cannot be written: " + unwritable.getMessage(),
              "--out",
              "give a file in a folder that is there")
          .causedBy(unwritable);
    }
  }
}
