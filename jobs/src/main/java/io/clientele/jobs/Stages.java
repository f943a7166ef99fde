package io.clientele.jobs;

import io.clientele.schema.TableSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Times the stages of a job, tells the progress, and gathers what the report says of them. */
final class Stages {
  private final Run run;
  private final List<RunReport.Stage> done = new ArrayList<>();
  private final Map<String, String> tables = new LinkedHashMap<>();
  private final Map<String, String> inputs = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  Stages(Run run) {
    this.run = run;
  }

  /** Runs a stage that makes a value. */
  <T> T compute(String name, Supplier<T> work) {
    run.progress().began(name);
    long start = System.nanoTime();
    T result = work.get();
    end(name, OptionalLong.empty(), start);
    return result;
  }

  /** Runs a stage that writes a table and returns the rows it wrote. */
  void write(TableSchema table, LongSupplier work) {
    run.progress().began(table.name());
    long start = System.nanoTime();
    long rows = work.getAsLong();
    tables.put(table.name(), run.tables().location(table));
    end(table.name(), OptionalLong.of(rows), start);
  }

  /** Remembers the version of something read. */
  void reads(String name, String version) {
    inputs.put(name, version);
  }

  /** Tells the reader something. */
  void note(String sentence) {
    notes.add(sentence);
    run.progress().noted(sentence);
  }

  /** Returns the stages so far as a report. */
  RunReport report() {
    return new RunReport(List.of(), List.of(), tables, notes, done, inputs);
  }

  private void end(String name, OptionalLong rows, long start) {
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    done.add(new RunReport.Stage(name, rows, duration));
    run.progress().ended(name, rows, duration);
  }
}
