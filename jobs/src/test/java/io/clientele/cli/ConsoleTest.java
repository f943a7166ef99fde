package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  @Test
  void drawsBoxesWhereTheLocaleIsUtf8() {
    assertThat(Console.glyphs(Map.of("LANG", "de_DE.UTF-8"))).isEqualTo(Glyphs.BOXES);
    assertThat(Console.glyphs(Map.of("LC_CTYPE", "C.utf8"))).isEqualTo(Glyphs.BOXES);
    assertThat(Console.glyphs(Map.of())).isEqualTo(Glyphs.ASCII);
    assertThat(Console.glyphs(Map.of("LANG", "C"))).isEqualTo(Glyphs.ASCII);
  }

  @Test
  void theStrongerVariableWins() {
    assertThat(Console.glyphs(Map.of("LC_ALL", "C", "LANG", "en_US.UTF-8")))
        .isEqualTo(Glyphs.ASCII);
    assertThat(Console.glyphs(Map.of("LC_ALL", "", "LANG", "en_US.UTF-8"))).isEqualTo(Glyphs.BOXES);
  }
}
