package io.clientele.cli;

import io.clientele.jobs.Backfill;
import io.clientele.jobs.BackfillDays;
import io.clientele.jobs.BackfillReport;
import io.clientele.jobs.Commands;
import io.clientele.jobs.CustomerFile;
import io.clientele.jobs.Explanation;
import io.clientele.jobs.Export;
import io.clientele.jobs.Exported;
import io.clientele.jobs.Forget;
import io.clientele.jobs.Forgotten;
import io.clientele.jobs.Job;
import io.clientele.jobs.Maintain;
import io.clientele.jobs.Maintained;
import io.clientele.jobs.Progress;
import io.clientele.jobs.Recorded;
import io.clientele.jobs.Report;
import io.clientele.jobs.Run;
import io.clientele.jobs.RunReport;
import io.clientele.sample.SampleReport;
import io.clientele.sample.SampleSettings;
import io.clientele.sample.SampleShop;
import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReader;
import io.clientele.settings.SettingsReading;
import io.clientele.table.Storage;
import io.clientele.table.Tables;
import io.clientele.table.WriteLock;
import io.clientele.table.Writing;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** The work itself, in a Spark session. */
final class SparkWork implements Work {
  /** Where the sample shop is: the zone of conf/sample.conf. */
  static final ZoneId SAMPLE_ZONE = ZoneId.of("Europe/Berlin");

  private final SessionSource sessions;

  SparkWork(SessionSource sessions) {
    this.sessions = sessions;
  }

  @Override
  public String perform(Invocation.Start start, Progress progress, Glyphs glyphs) {
    Optional<InitOrder> init = start.options().init();
    if (init.isPresent()) {
      InitWork.refuseStanding(init.get());
      return sessions.within(
          start.command().word(),
          init.get().request().zone(),
          spark -> InitWork.of(init.get(), spark, glyphs));
    }
    return start.command().readsConfiguration()
        ? forShop(start, progress, glyphs)
        : sample(start, progress, glyphs);
  }

  private String sample(Invocation.Start start, Progress progress, Glyphs glyphs) {
    SampleSettings settings = start.options().sample();
    return sessions.within(
        start.command().word(),
        SAMPLE_ZONE,
        spark -> {
          String stage = "writing the sample shop";
          progress.began(stage);
          long begin = System.nanoTime();
          SampleReport report = new SampleShop(settings).write(spark);
          long rows = report.tables().values().stream().mapToLong(SampleReport.Written::rows).sum();
          progress.ended(stage, OptionalLong.of(rows), Duration.ofNanos(System.nanoTime() - begin));
          return new SampleText(glyphs).of(settings, report);
        });
  }

  private String forShop(Invocation.Start start, Progress progress, Glyphs glyphs) {
    Options options = start.options();
    SettingsReading reading =
        SettingsReader.read(options.configuration(), overrides(options.overrides()));
    if (reading.sources().isEmpty() || !start.command().readsSources()) {
      // There is nothing about the sources that could be told besides.
      reading.settings();
    }
    return sessions.within(
        start.command().word(),
        reading.shopZone().orElse(ZoneOffset.UTC),
        spark -> {
          if (start.command() == Command.CHECK) {
            return CheckWork.of(reading, spark, glyphs);
          }
          if (start.command().readsSources()) {
            CheckWork.refuseUnsound(reading, spark);
          }
          Settings settings = reading.settings();
          return alone(
              start,
              settings,
              spark,
              progress,
              () -> run(start, settings, spark, progress, glyphs));
        });
  }

  /** Nobody else writes the warehouse meanwhile, if this does. */
  private static String alone(
      Invocation.Start start,
      Settings settings,
      SparkSession spark,
      Progress progress,
      Supplier<String> work) {
    Optional<Writing> writing = WarehouseUse.of(start);
    if (writing.isEmpty()) {
      return work.get();
    }
    try (WriteLock lock =
        Storage.lock(spark, settings.warehouse(), writing.get(), progress::noted)) {
      return lock.during(work);
    }
  }

  private static String run(
      Invocation.Start start,
      Settings settings,
      SparkSession spark,
      Progress progress,
      Glyphs glyphs) {
    Options options = start.options();
    Tables tables =
        switch (options.effect()) {
          case DONE -> Storage.open(spark, settings.warehouse(), settings.money());
          // A plan heals nothing, for it is to leave everything as it is.
          case SHOWN -> Storage.look(spark, settings.warehouse(), settings.money());
        };
    if (options.export().isPresent()) {
      Exported exported =
          new Export(settings, spark, tables, progress).write(options.export().get());
      return new ExportText(glyphs).of(settings.shop().name() + ", exported", exported);
    }
    if (options.days().isPresent()) {
      BackfillDays days = options.days().get();
      Run run = new Run(settings, spark, tables, days.from(), Run.Fitting.WHEN_DUE, progress);
      return backfill(run, days, options.effect(), glyphs);
    }
    LocalDate asOf = options.asOf().orElseThrow();
    Run run = new Run(settings, spark, tables, asOf, options.fitting(), progress);
    if (start.command() == Command.EXPLAIN) {
      String customer = options.customer().orElseThrow();
      return ExplainText.of(customer + ", " + asOf, Explanation.of(run, customer));
    }
    if (start.command() == Command.REPORT) {
      return written(run);
    }
    if (start.command() == Command.MAINTAIN) {
      return maintained(run, options.effect(), glyphs);
    }
    if (options.customers().isPresent()) {
      Set<String> ids = CustomerFile.read(options.customers().get());
      return forgotten(run, ids, options.effect(), glyphs);
    }
    return recorded(start.command(), run, glyphs);
  }

  private static String recorded(Command command, Run run, Glyphs glyphs) {
    RunReport report = Commands.job(command.word()).orElseThrow().run(run);
    String text = new ReportText(glyphs).of(title(run), report);
    return switch (command) {
      case JUDGE -> new JudgeText(glyphs).of(run.tables(), run.asOf()) + text;
      case RUN -> run.settings().report().enabled() ? text + "\n" + reported(run, text) : text;
      default -> text;
    };
  }

  /** The run is done and recorded: a report that cannot be written is told beside it. */
  private static String reported(Run run, String text) {
    try {
      return written(run);
    } catch (RuntimeException failure) {
      throw new PartialWork(text, failure);
    }
  }

  private static String written(Run run) {
    return "report\n  " + Report.write(run) + "\n";
  }

  private static String backfill(Run run, BackfillDays days, Options.Effect effect, Glyphs glyphs) {
    BackfillText text = new BackfillText(run.settings().shop().name(), days, glyphs);
    if (effect == Options.Effect.SHOWN) {
      return text.of(Backfill.plan(run, days));
    }
    BackfillReport report = Backfill.run(run, days);
    report
        .failure()
        .ifPresent(
            failure -> {
              throw new PartialWork(text.of(report), failure);
            });
    return text.of(report);
  }

  private static String maintained(Run run, Options.Effect effect, Glyphs glyphs) {
    MaintainText text = new MaintainText(run.settings().maintenance().vacuumHours(), glyphs);
    if (effect == Options.Effect.SHOWN) {
      return text.foreseen(title(run), Maintain.plan(run));
    }
    List<Maintained> tables = new ArrayList<>();
    Job job = new Recorded(Commands.MAINTAIN, List.of(new Maintain(tables::add)));
    RunReport report = job.run(run);
    return text.done(tables) + new ReportText(glyphs).of(title(run), report);
  }

  private static String forgotten(Run run, Set<String> ids, Options.Effect effect, Glyphs glyphs) {
    ForgetText text = new ForgetText(glyphs);
    if (effect == Options.Effect.SHOWN) {
      return text.foreseen(title(run), Forget.plan(run, ids));
    }
    List<Forgotten> told = new ArrayList<>();
    Job job = new Recorded(Commands.FORGET, List.of(new Forget(ids, told::add)));
    RunReport report = job.run(run);
    return text.done(told.get(0)) + new ReportText(glyphs).of(title(run), report);
  }

  private static String title(Run run) {
    return run.settings().shop().name() + ", " + run.asOf();
  }

  /** The last of several overrides of a key wins. */
  private static Map<String, String> overrides(List<String> typed) {
    Map<String, String> overrides = new LinkedHashMap<>();
    for (String text : typed) {
      int end = text.indexOf('=');
      overrides.put(text.substring(0, end), text.substring(end + 1));
    }
    return overrides;
  }
}
