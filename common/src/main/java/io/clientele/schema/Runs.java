package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.INSTANT;
import static io.clientele.schema.ColumnType.RAW_AMOUNT;
import static io.clientele.schema.ColumnType.TEXT;
import static io.clientele.schema.ColumnType.WHOLE;

import java.util.List;
import java.util.Optional;

/** The log of runs: a date is complete where a run of it succeeded. */
public final class Runs {
  public static final String RUN_ID = "run_id";
  public static final String COMMAND = "command";
  public static final String SEGMENT_DATE = "segment_date";
  public static final String STATUS = "status";
  public static final String EXIT_CODE = "exit_code";
  public static final String MESSAGE = "message";
  public static final String VERSION = "version";
  public static final String CONFIG_HASH = "config_hash";
  public static final String STARTED_AT = "started_at";
  public static final String FINISHED_AT = "finished_at";
  public static final String SOURCE_ROWS = "source_rows";
  public static final String SUPERSEDED_ROWS = "superseded_rows";
  public static final String FILTERED_ROWS = "filtered_rows";
  public static final String ACCEPTED_ROWS = "accepted_rows";
  public static final String GUEST_ROWS = "guest_rows";
  public static final String REJECTED_ROWS = "rejected_rows";
  public static final String FORGOTTEN_ROWS = "forgotten_rows";
  public static final String SOURCE_AMOUNT = "source_amount";
  public static final String SUPERSEDED_AMOUNT = "superseded_amount";
  public static final String FILTERED_AMOUNT = "filtered_amount";
  public static final String ACCEPTED_AMOUNT = "accepted_amount";
  public static final String GUEST_AMOUNT = "guest_amount";
  public static final String REJECTED_AMOUNT = "rejected_amount";
  public static final String FORGOTTEN_AMOUNT = "forgotten_amount";
  public static final String CUSTOMERS = "customers";
  public static final String RECONCILIATION = "reconciliation";
  public static final String INPUT_VERSIONS = "input_versions";
  public static final String MODELS_USED = "models_used";
  public static final String STAGE_SECONDS = "stage_seconds";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(RUN_ID, TEXT, "Unique id of the run"),
          new TableColumn(
              COMMAND, TEXT, "ingest, features, segments, run, judge, maintain or forget"),
          new TableColumn(SEGMENT_DATE, DAY, "As-of date"),
          new TableColumn(
              STATUS,
              TEXT,
              "succeeded or failed; started: about to replace features that came from something else"),
          new TableColumn(EXIT_CODE, WHOLE, "Exit status of the process; null where only started"),
          new TableColumn(MESSAGE, TEXT, "First line of the failure; null on success"),
          new TableColumn(VERSION, TEXT, "Version of Clientele"),
          new TableColumn(
              CONFIG_HASH, TEXT, "SHA-256 of the whole configuration without paths and names"),
          new TableColumn(STARTED_AT, INSTANT, "Start of the run"),
          new TableColumn(
              FINISHED_AT, INSTANT, "End of the run; of one only started, when it said so"),
          new TableColumn(
              SOURCE_ROWS, COUNT, "Rows of the orders source; null where the run did not ingest"),
          new TableColumn(
              SUPERSEDED_ROWS, COUNT, "Of those, older versions of rows that stand in newer ones"),
          new TableColumn(FILTERED_ROWS, COUNT, "Of those, left out by the filter"),
          new TableColumn(ACCEPTED_ROWS, COUNT, "Of those, accepted with a customer"),
          new TableColumn(GUEST_ROWS, COUNT, "Of those, accepted without a customer"),
          new TableColumn(REJECTED_ROWS, COUNT, "Of those, rejected"),
          new TableColumn(FORGOTTEN_ROWS, COUNT, "Of those, of forgotten customers"),
          new TableColumn(
              SOURCE_AMOUNT,
              RAW_AMOUNT,
              "Sum of the mapped amounts of all rows, before currency rates and rounding"),
          new TableColumn(SUPERSEDED_AMOUNT, RAW_AMOUNT, "Of that, older versions of rows"),
          new TableColumn(FILTERED_AMOUNT, RAW_AMOUNT, "Of that, left out by the filter"),
          new TableColumn(ACCEPTED_AMOUNT, RAW_AMOUNT, "Of that, accepted with a customer"),
          new TableColumn(GUEST_AMOUNT, RAW_AMOUNT, "Of that, accepted without a customer"),
          new TableColumn(REJECTED_AMOUNT, RAW_AMOUNT, "Of that, rejected"),
          new TableColumn(FORGOTTEN_AMOUNT, RAW_AMOUNT, "Of that, of forgotten customers"),
          new TableColumn(
              CUSTOMERS, COUNT, "Customers in the base; null where the run made no segments"),
          new TableColumn(RECONCILIATION, TEXT, "Row classes and reasons of every source, as JSON"),
          new TableColumn(INPUT_VERSIONS, TEXT, "Versions of the sources and tables read, as JSON"),
          new TableColumn(MODELS_USED, TEXT, "Models the labels came from, as JSON"),
          new TableColumn(STAGE_SECONDS, TEXT, "Seconds by stage, as JSON"));

  /** One row per run, appended last. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "runs", "One row per run, appended last", List.of(RUN_ID), Optional.empty(), COLUMNS);

  private Runs() {}
}
