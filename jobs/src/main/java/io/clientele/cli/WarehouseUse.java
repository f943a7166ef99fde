package io.clientele.cli;

import io.clientele.table.Writing;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Which commands write the warehouse, and which dates of it. */
final class WarehouseUse {

  private WarehouseUse() {}

  /** Returns what is written; empty where the warehouse is only looked at. */
  static Optional<Writing> of(Invocation.Start start) {
    Options options = start.options();
    if (options.effect() == Options.Effect.SHOWN) {
      return Optional.empty();
    }
    return switch (start.command()) {
      case SAMPLE, INIT, CHECK, EXPLAIN, REPORT, EXPORT -> Optional.empty();
      case BACKFILL -> Optional.of(writing(start, options.days().orElseThrow().dates()));
      // They replace no date for its own sake, and so wait for whoever does.
      case MAINTAIN, FORGET -> Optional.of(writing(start, List.of()));
      case INGEST, FEATURES, SEGMENTS, INSIGHTS, RUN, JUDGE ->
          Optional.of(writing(start, List.of(options.asOf().orElseThrow())));
    };
  }

  private static Writing writing(Invocation.Start start, List<LocalDate> dates) {
    return new Writing(start.command().word(), dates);
  }
}
