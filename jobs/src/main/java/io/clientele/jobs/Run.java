package io.clientele.jobs;

import io.clientele.settings.Settings;
import io.clientele.table.Tables;
import java.time.LocalDate;
import org.apache.spark.sql.SparkSession;

/**
 * What a job works with.
 *
 * @param settings the checked configuration
 * @param spark the session, in the shop's time zone
 * @param tables the warehouse
 * @param asOf the segment date
 * @param fitting whether models are fitted again though they are not due
 * @param progress where to say what is going on
 */
public record Run(
    Settings settings,
    SparkSession spark,
    Tables tables,
    LocalDate asOf,
    Fitting fitting,
    Progress progress) {

  /** Returns the same for another date. */
  public Run at(LocalDate date) {
    return new Run(settings, spark, tables, date, fitting, progress);
  }

  /** Whether models are fitted again. */
  public enum Fitting {
    /** Only families whose model is due. */
    WHEN_DUE,
    /** Every family. */
    FORCED
  }
}
