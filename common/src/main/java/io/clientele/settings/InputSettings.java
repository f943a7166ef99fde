package io.clientele.settings;

import java.util.Map;
import java.util.Optional;

/**
 * One table to read: exactly one of path and table is set.
 *
 * @param format delta, parquet, csv, json or text; ignored for a table
 * @param path file, folder or glob
 * @param table name in the session's catalog
 * @param options passed to Spark's reader
 * @param where file and line of the configuration, for messages
 */
public record InputSettings(
    String format,
    Optional<String> path,
    Optional<String> table,
    Map<String, String> options,
    String where) {

  /** Keeps its own copy of the options. */
  public InputSettings {
    options = Map.copyOf(options);
  }
}
