package io.clientele.schema;

import static io.clientele.schema.ColumnType.COUNT;
import static io.clientele.schema.ColumnType.DAY;
import static io.clientele.schema.ColumnType.TEXT;

import java.util.List;
import java.util.Optional;

/** The log of ingests: which state of the sources the warehouse's own input tables hold. */
public final class Ingests {
  public static final String INGEST = "ingest";
  public static final String SEGMENT_DATE = "segment_date";
  public static final String MODE = "mode";
  public static final String REASON = "reason";
  public static final String VERSION = "version";
  public static final String CONFIG_HASH = "config_hash";
  public static final String POSITION = "position";
  public static final String TOTALS = "totals";
  public static final String TABLE_VERSIONS = "table_versions";
  public static final String CHANGED_CUSTOMERS = "changed_customers";

  /** Mode: the whole source was read. */
  public static final String FULL = "full";

  /** Mode: only what is new in the sources was read. */
  public static final String INCREMENTAL = "incremental";

  private static final List<TableColumn> COLUMNS =
      List.of(
          new TableColumn(INGEST, COUNT, "Number of the ingest, 1 for the first of a warehouse"),
          new TableColumn(SEGMENT_DATE, DAY, "As-of date of the run"),
          new TableColumn(
              MODE, TEXT, "full or incremental; an ingest that finds nothing new leaves no row"),
          new TableColumn(REASON, TEXT, "Why the whole source was read; null where it was not"),
          new TableColumn(VERSION, TEXT, "Version of Clientele"),
          new TableColumn(
              CONFIG_HASH, TEXT, "SHA-256 of what the input tables depend on in the configuration"),
          new TableColumn(
              POSITION,
              TEXT,
              "Up to where each source has been read, as JSON; null for all but the newest ingest"),
          new TableColumn(TOTALS, TEXT, "Rows and amounts of each source by row class, as JSON"),
          new TableColumn(
              TABLE_VERSIONS, TEXT, "Versions of the input tables that the ingest left, as JSON"),
          new TableColumn(
              CHANGED_CUSTOMERS,
              COUNT,
              "Rows it left in changed_customers; null where anybody may have changed"));

  /** One row per ingest that found anything new, the newest 400. */
  public static final TableSchema SCHEMA =
      new TableSchema(
          "ingests",
          "One row per ingest that found anything new, the newest 400: what the input tables hold",
          List.of(INGEST),
          Optional.empty(),
          COLUMNS);

  private Ingests() {}
}
