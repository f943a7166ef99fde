package io.clientele.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every byte of a warehouse, found without Spark: logs of the format and hidden files included.
 *
 * @param warehouse its folder
 */
record WarehouseBytes(Path warehouse) {

  /** Returns the tables that have a text in any file. */
  Set<String> tablesWith(String text) {
    String searched =
        new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    Set<String> tables = new TreeSet<>();
    files()
        .forEach(
            (file, bytes) -> {
              if (new String(bytes, StandardCharsets.ISO_8859_1).contains(searched)) {
                tables.add(file.substring(0, file.indexOf('/')));
              }
            });
    return tables;
  }

  /** Returns the contents of the files, by relative path. */
  Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(warehouse)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(warehouse.relativize(file).toString(), Files.readAllBytes(file));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return files;
  }

  /** Copies them. */
  void copyTo(Path folder) {
    try {
      for (Map.Entry<String, byte[]> file : files().entrySet()) {
        Path copy = folder.resolve(file.getKey());
        Files.createDirectories(copy.getParent());
        Files.write(copy, file.getValue());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
