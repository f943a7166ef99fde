package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** That the documented keys are the keys. */
class ReferenceTest {
  private static final Set<String> DOCUMENTED = ConfFile.keys(ConfFile.defaults());

  @Test
  void everyDocumentedKeyIsReadAndEveryKeyReadIsDocumented() {
    SettingsReading reading = SettingsReader.read(Optional.empty(), Map.of());

    assertThat(reading.askedKeys()).containsExactlyInAnyOrderElementsOf(DOCUMENTED);
  }

  @Test
  void theDefaultsLackOnlyWhatIsRequired() {
    assertThat(SettingsReader.read(Optional.empty(), Map.of()).problems())
        .extracting(Problem::key)
        .containsExactlyInAnyOrder(
            "shop.time-zone",
            "shop.currency",
            "source.orders.path",
            "source.orders.columns.order_id",
            "source.orders.columns.customer_id",
            "source.orders.columns.ordered_at");
  }

  @Test
  void everyKeyHasACommentAboveIt() throws IOException {
    List<String> lines = Files.readAllLines(RealData.root().resolve("conf/reference.conf"));
    List<String> bare = new ArrayList<>();
    for (int line = 1; line < lines.size(); line++) {
      boolean key = lines.get(line).matches("\\s*\\S.* = .*|\\s*\"?[A-Z][^={]* \\{.*\\}");
      boolean comment = lines.get(line).strip().startsWith("#");
      if (key && !comment && !lines.get(line - 1).strip().startsWith("#")) {
        bare.add(lines.get(line));
      }
    }
    assertThat(bare).isEmpty();
    assertThat(lines).filteredOn(line -> line.matches(" *[a-z-]+ = .*")).hasSizeGreaterThan(50);
  }
}
