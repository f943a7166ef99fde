package io.clientele.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.settings.InputSettings;
import io.clientele.settings.SourceSettings;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceVersionTest {
  private final SourceVersion version = new SourceVersion(LocalSpark.session());

  @TempDir private Path folder;

  @Test
  void filesAreKnownByNameLengthAndTimeButNotByPath() throws IOException {
    Path first = lines("first", "part", "1", 1000);
    String before = of("csv", first);

    assertThat(before).matches("sha256 [0-9a-f]{64}");
    assertThat(of("csv", lines("second", "part", "1", 1000))).isEqualTo(before);
    assertThat(of("csv", lines("third", "part", "12", 1000))).isNotEqualTo(before);
    assertThat(of("csv", lines("fourth", "part", "1", 2000))).isNotEqualTo(before);
    assertThat(of("csv", lines("fifth", "other", "1", 1000))).isNotEqualTo(before);
    Files.writeString(first.resolve("_SUCCESS"), "");
    assertThat(of("csv", first)).isEqualTo(before);
    lines("first", "more", "1", 1000);
    assertThat(of("csv", first)).isNotEqualTo(before);
  }

  @Test
  void aDeltaTableHasItsOwnVersionByPathAndInTheCatalog() {
    Path table = folder.resolve("delta lines");
    for (int commit = 0; commit < 2; commit++) {
      LocalSpark.session()
          .range(1)
          .write()
          .format("delta")
          .mode(SaveMode.Append)
          .save(table.toString());
    }
    assertThat(of("delta", table)).isEqualTo("delta 1");
    LocalSpark.session().sql("create table versioned_lines using delta location '" + table + "'");
    try {
      InputSettings input =
          new InputSettings(
              "table", Optional.empty(), Optional.of("versioned_lines"), Map.of(), "--set");
      assertThat(version.of(source(Map.of("orders", input), Optional.empty())))
          .isEqualTo("delta 1");
    } finally {
      LocalSpark.session().sql("drop table versioned_lines");
    }
  }

  @Test
  void severalInputsAreNamed() throws IOException {
    InputSettings lines = input("csv", lines("first", "part", "1", 1000));

    assertThat(version.of(source(Map.of("lines", lines), Optional.of("select * from lines"))))
        .matches("lines: sha256 [0-9a-f]{64}");
  }

  @Test
  void aMissingDeltaTableIsAnInputError() {
    assertThatThrownBy(() -> of("delta", folder.resolve("gone")))
        .isInstanceOf(ClienteleException.class)
        .hasMessageStartingWith(folder.resolve("gone") + " cannot be read: ");
  }

  private Path lines(String name, String part, String text, long time) throws IOException {
    Path lines = Files.createDirectories(folder.resolve(name));
    Path file = Files.writeString(lines.resolve(part), text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(time));
    return lines;
  }

  private String of(String format, Path path) {
    return version.of(source(Map.of("orders", input(format, path)), Optional.empty()));
  }

  private static InputSettings input(String format, Path path) {
    return new InputSettings(
        format, Optional.of(path.toString()), Optional.empty(), Map.of(), "shop.conf:1");
  }

  private static SourceSettings source(Map<String, InputSettings> inputs, Optional<String> query) {
    return new SourceSettings(
        "orders", inputs, query, Optional.empty(), Optional.empty(), Map.of(), Map.of());
  }
}
