package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark's reader is told is told as it stands. */
class ReaderOptionsTest {
  @TempDir private Path folder;

  @Test
  void whiteSpaceAndNothingAreValues() throws IOException {
    assertThat(
            options(
                """
                header = true
                sep = "\\t"
                quote = ""
                escape = " "
                lineSep = "\\r\\n"
                nullValue = "  none "
                comment = null
                """,
                Map.of()))
        .isEqualTo(
            Map.of(
                "header", "true",
                "sep", "\t",
                "quote", "",
                "escape", " ",
                "lineSep", "\r\n",
                "nullValue", "  none "));
  }

  @Test
  void anOverrideIsTakenAsTyped() throws IOException {
    assertThat(
            options(
                "sep = \";\"",
                Map.of("source.orders.options.sep", "\t", "source.orders.options.quote", "")))
        .isEqualTo(Map.of("sep", "\t", "quote", ""));
  }

  private Map<String, String> options(String lines, Map<String, String> overrides)
      throws IOException {
    Path file = folder.resolve("shop.conf");
    Files.writeString(
        file,
        """
        shop { time-zone = Europe/London, currency = EUR }
        source.orders {
          format = csv
          path = lines.csv
          options {
        %s
          }
          columns { order_id = a, customer_id = b, ordered_at = c }
        }
        """
            .formatted(lines));
    return SettingsReader.read(Optional.of(file), overrides)
        .settings()
        .sources()
        .orders()
        .inputs()
        .values()
        .iterator()
        .next()
        .options();
  }
}
