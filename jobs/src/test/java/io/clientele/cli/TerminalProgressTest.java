package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {

  @Test
  void countsTheSecondsOfAStageAndLeavesALineForIt() {
    AtomicLong nanos = new AtomicLong(5);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (TerminalProgress progress = TerminalProgress.counting(stream, nanos::get)) {
      progress.began("orders");
      nanos.addAndGet(2_900_000_000L);
      progress.tick();
      progress.noted("No events.");
      progress.ended("orders", OptionalLong.of(25_900), Duration.ofMillis(2_950));
      progress.tick();
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8).replace("\r\u001b[K", "|"))
        .isEqualTo(
            "|  orders ... 0 s"
                + "|  orders ... 2 s"
                + "|  note: No events.\n"
                + "|  orders ... 2 s"
                + "|  orders                                  25,900 rows      3.0 s\n"
                + "|");
  }

  @Test
  void goesBackToTheStageAroundAnother() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (TerminalProgress progress = TerminalProgress.counting(stream, () -> 0)) {
      progress.began("ingest");
      progress.began("orders");
      progress.ended("orders", OptionalLong.empty(), Duration.ofMillis(40));
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8).replace("\r\u001b[K", "|"))
        .isEqualTo(
            "|  ingest ... 0 s"
                + "|  orders ... 0 s"
                + "|  orders                                                   0.0 s\n"
                + "|  ingest ... 0 s"
                + "|");
  }
}
