package io.clientele.settings;

import java.util.Optional;

/**
 * Where the results go.
 *
 * @param path root folder of the tables
 * @param format how they are stored
 * @param database catalog database to register them in; empty: none
 * @param wholeBelowMib size in MiB below which a source is read from the start by every ingest
 */
public record WarehouseSettings(
    String path, WarehouseFormat format, Optional<String> database, int wholeBelowMib) {
  private static final int SMALL = 64;

  /** Reads small sources from the start, with the limit of the documented default. */
  public WarehouseSettings(String path, WarehouseFormat format, Optional<String> database) {
    this(path, format, database, SMALL);
  }
}
