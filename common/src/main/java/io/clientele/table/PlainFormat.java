package io.clientele.table;

/** How plain files are written, for tools that know neither Delta nor Spark. */
public enum PlainFormat {
  /** Parquet with lists and maps as such, and instants as microseconds of UTC. */
  PARQUET,
  /** Text as RFC 4180 has it: exact, for programs. */
  CSV,
  /**
   * The same for people with a spreadsheet: it begins with a byte order mark, and an apostrophe
   * stands before text that a spreadsheet would take for a formula.
   */
  SPREADSHEET;

  /** Returns the end of the files' names, without a dot. */
  String extension() {
    return this == PARQUET ? "parquet" : "csv";
  }
}
