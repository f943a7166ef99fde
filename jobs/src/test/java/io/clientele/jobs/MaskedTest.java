package io.clientele.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.settings.LogicalColumn.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NUMBER | 1.234,56 EUR           | 1.234,56 EUR
          NUMBER | -12                    | -12
          NUMBER | anna@example.com       | aaaa@aaaaaaa.aaa
          NUMBER | Anna Zander 12         | aaaa aaaaaa 99
          NUMBER | Zander                 | aaaaaa
          NUMBER | +44 20 7946 0000       | +99 99 9999 9999
          TIME   | 2025-01-02T10:11:12Z   | 2025-01-02T10:11:12Z
          TIME   | 2. September 2025      | 2. September 2025
          TIME   | yesterday              | aaaaaaaaa
          FLAG   | yes                    | yes
          FLAG   | Anna Zander            | aaaa aaaaaa
          TEXT   | C-1001                 | a-9999
          TEXT   | Ünal, Ömer             | aaaa, aaaa
          TEXT   | 12345678901234567890123456789 | 9999999999999999999999..
          """)
  void onlyFiguresAreShownAsTheyAre(Kind kind, String value, String shown) {
    assertThat(Masked.of(value, kind)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1001             | 1001
          10012345         | ..2345
          R-7              | R-7
          anna@example.com | aaaa@aaaaaaa.aaa
          Anna Zander      | aaaa aaaaaa
          """)
  void idsAreCutToTheirEnd(String id, String shown) {
    assertThat(Masked.tail(id)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          On hold                          | On hold
          anna@example.com                 | aaaa@aaaaaaa.aaa
          +44 20 7946 0000                 | +99 99 9999 9999
          please ring twice and wait a bit | aaaaaa aaaa aaaaa aaa ..
          """)
  void wordsAreShort(String word, String shown) {
    assertThat(Masked.word(word)).isEqualTo(shown);
  }
}
