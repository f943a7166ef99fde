package io.clientele.cli;

import io.clientele.jobs.CustomPreview;
import io.clientele.jobs.RowsCheck;
import io.clientele.settings.CustomSettings;
import io.clientele.settings.Problem;
import io.clientele.settings.Problems;
import io.clientele.settings.Settings;
import io.clientele.settings.SettingsReading;
import io.clientele.source.SourceCheck;
import io.clientele.source.SourceFindings;
import io.clientele.table.Storage;
import io.clientele.table.Tables;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Whether a configuration is sound, and what it makes of the first rows. */
final class CheckWork {

  private CheckWork() {}

  /** Returns all that check says. */
  static String of(SettingsReading reading, SparkSession spark, Glyphs glyphs) {
    if (reading.sources().isEmpty()) {
      // There is nothing about the sources that could be told besides.
      reading.settings();
    }
    refuseUnsound(reading, spark);
    Settings settings = reading.settings();
    return new CheckText(glyphs).of(settings, CheckText.schemas(spark, settings))
        + preview(settings, spark)
        + new RowsText(glyphs).of(RowsCheck.of(settings, spark));
  }

  /** All that is wrong with the configuration comes before a source that is missing. */
  static void refuseUnsound(SettingsReading reading, SparkSession spark) {
    SourceFindings findings = new SourceCheck(spark).findings(reading.sources().orElseThrow());
    List<Problem> problems = new ArrayList<>(reading.problems());
    problems.addAll(findings.problems());
    Problems.raise(problems);
    findings.raise();
  }

  /** Nothing of a warehouse is looked at where no custom segment asks for it. */
  private static String preview(Settings settings, SparkSession spark) {
    CustomSettings custom = settings.families().custom();
    if (custom.segments().isEmpty()) {
      return "";
    }
    Tables tables = Storage.open(spark, settings.warehouse(), settings.money());
    return PreviewText.of(custom, CustomPreview.of(custom, tables));
  }
}
