package io.clientele.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that are really on a disk: found without Spark and Hadoop. */
final class DiskFiles {

  private DiskFiles() {}

  /** Returns every file below a folder with its length, by relative path. */
  static Map<String, Long> all(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  file -> folder.relativize(file).toString(),
                  file -> file.toFile().length(),
                  (one, other) -> one,
                  TreeMap::new));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Returns the data files of a table: without checksums, markers and Delta's log. */
  static Size data(Path folder) {
    Predicate<String> isData =
        path ->
            !path.endsWith(".crc") && !path.endsWith("_SUCCESS") && !path.startsWith("_delta_log");
    return Size.of(
        all(folder).entrySet().stream()
            .filter(file -> isData.test(file.getKey()))
            .map(Map.Entry::getValue)
            .toList());
  }
}
