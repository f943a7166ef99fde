package io.clientele.source;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is new in an input of files: those that have come. A file that has changed or gone takes its
 * old rows with it, so that nothing can be told.
 *
 * @param layout how all files that there are fit together
 */
record FileChange(FileLayout layout) {

  /** Returns why nothing can be told of files that stand behind a table. */
  static SourceChange ofTable(SourceHistory.Mapping mapping) {
    return mapping.everything("the files of %s, a table, have changed");
  }

  SourceChange between(
      SourceHistory.Mapping mapping, SourcePosition.Input then, SourcePosition.Input now) {
    Map<String, SourcePosition.Mark> added = new LinkedHashMap<>();
    now.files().forEach(file -> added.put(file.path(), file));
    for (SourcePosition.Mark file : then.files()) {
      SourcePosition.Mark still = added.remove(file.path());
      if (still == null) {
        return mapping.everything("a file of %s has gone: " + name(file));
      }
      if (!still.equals(file)) {
        return mapping.everything("a file of %s has changed: " + name(file));
      }
    }
    if (added.isEmpty()) {
      return new SourceChange.Nothing();
    }
    Optional<String> obstacle = mapping.worth().obstacle(bytes(added.values()), bytes(now.files()));
    if (obstacle.isPresent()) {
      return mapping.everything(obstacle.get());
    }
    return new SourceChange.Some(
        mapping.of(read(List.copyOf(added.values()))),
        Optional.empty(),
        mapping.of(read(then.files())),
        mapping.of(read(now.files())));
  }

  private Dataset<Row> read(List<SourcePosition.Mark> files) {
    return layout.rows(layout.listing().at(files));
  }

  private static long bytes(Collection<SourcePosition.Mark> files) {
    return files.stream().mapToLong(SourcePosition.Mark::length).sum();
  }

  private static String name(SourcePosition.Mark file) {
    String[] parts = file.path().split("/");
    return Arrays.stream(parts).reduce((first, last) -> last).orElse(file.path());
  }
}
