package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomerFileTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aLineIsAnIdAndBlankLinesAreNone() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("ids.txt"), "\uFEFF12\r\n\n  Zoë 7 \n \n#3\n12\n\ttab\t\n-\u00A0");

    assertThat(CustomerFile.read(file)).containsExactly("12", "Zoë 7", "#3", "\ttab\t", "-\u00A0");
  }

  @Test
  void aFileThatNamesNobodyIsRefused() throws IOException {
    assertRefused(
        Files.writeString(folder.resolve("empty.txt"), " \n\r\n"),
        "The file names no customer",
        "write one customer id a line into it");
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    assertRefused(
        folder.resolve("absent.txt"),
        "There is no such file of customers",
        "give the path of an existing file");
  }

  @Test
  void aFolderIsRefused() {
    assertRefused(folder, "The file of customers cannot be read", "give a file that you may read");
  }

  @Test
  void anotherEncodingIsRefused() throws IOException {
    assertRefused(
        Files.write(folder.resolve("latin.txt"), "Zoë".getBytes(StandardCharsets.ISO_8859_1)),
        "The file of customers is not UTF-8",
        "save it as UTF-8");
  }

  private static void assertRefused(Path file, String what, String cure) {
    assertThatThrownBy(() -> CustomerFile.read(file))
        .isInstanceOfSatisfying(
            ClienteleException.class, told -> assertThat(told.exitCode()).isEqualTo(ExitCode.INPUT))
        .hasMessage("%s\n  where: --customers %s\n  mend:  %s".formatted(what, file, cure));
  }
}
