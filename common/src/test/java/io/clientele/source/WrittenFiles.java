package io.clientele.source;

import io.clientele.settings.InputSettings;
import io.clientele.settings.SourceSettings;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files that a test writes, and the source they are.
 *
 * @param folder where they are
 */
record WrittenFiles(Path folder) {

  /** Writes a file in UTF-8. */
  WrittenFiles write(String name, String text) throws IOException {
    return write(name, text, StandardCharsets.UTF_8);
  }

  /** Writes a file. */
  WrittenFiles write(String name, String text, Charset charset) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(charset));
    return this;
  }

  /** Writes the rows of a query as one Parquet file. */
  WrittenFiles parquet(String name, String sql) throws IOException {
    Path whole = Files.createTempDirectory("parquet");
    LocalSpark.session().sql(sql).coalesce(1).write().mode("overwrite").parquet(whole.toString());
    try (var parts = Files.list(whole)) {
      Path part =
          parts.filter(path -> path.toString().endsWith(".parquet")).findFirst().orElseThrow();
      Files.createDirectories(folder.resolve(name).getParent());
      Files.copy(part, folder.resolve(name));
    }
    return this;
  }

  /** Puts Parquet files of one column in the place of CSV files. */
  void rewriteAsParquet(String... names) throws IOException {
    for (String name : names) {
      parquet(name.replace(".csv", ".parquet"), "select 1 as id");
      Files.delete(folder.resolve(name));
    }
  }

  /** Returns the files as a source; CSV has a header. */
  SourceSettings source(String format, Map<String, String> columns) {
    return source(format, columns, Map.of("header", "true"));
  }

  /** Returns the files as a source. */
  SourceSettings source(String format, Map<String, String> columns, Map<String, String> options) {
    return new SourceSettings(
        "orders",
        Map.of("orders", input(format, options)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(columns),
        Map.of());
  }

  /** Returns the files as a source whose rows hold lines. */
  SourceSettings source(String format, Optional<String> query, String lines, String column) {
    return new SourceSettings(
        "orders",
        Map.of("exported", input(format, Map.of("header", "true"))),
        query,
        Optional.of(lines).filter(sql -> !sql.isEmpty()),
        Optional.empty(),
        Map.of("order_id", "id", "amount", column),
        Map.of("lines", "shop.conf:5"));
  }

  private InputSettings input(String format, Map<String, String> options) {
    return new InputSettings(
        format, Optional.of(folder.toString()), Optional.empty(), options, "shop.conf:1");
  }
}
