package io.clientele.jobs;

import io.clientele.source.SourcePosition;
import java.time.LocalDate;
import java.util.Map;

/**
 * What the warehouse's input tables hold after an ingest.
 *
 * @param number the ingest's number
 * @param batch its as-of date, under which its rejected rows stand
 * @param origin what it followed from, besides the sources
 * @param positions up to where each source was read, by name; a source whose position could not be
 *     told is missing
 * @param totals the rows of each source, by name
 * @param tables the versions of the input tables, by name
 */
record IngestState(
    long number,
    LocalDate batch,
    Made origin,
    Map<String, SourcePosition> positions,
    Map<String, ClassTotals> totals,
    Map<String, String> tables) {

  /** Keeps its own copies. */
  IngestState {
    positions = Map.copyOf(positions);
    totals = Map.copyOf(totals);
    tables = Map.copyOf(tables);
  }

  /**
   * What an ingest does with the same rows depends on.
   *
   * @param version the version of Clientele
   * @param configuration the fingerprint of mapping and row rules
   */
  record Made(String version, String configuration) {}
}
