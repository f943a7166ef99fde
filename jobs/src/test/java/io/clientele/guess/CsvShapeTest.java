package io.clientele.guess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CsvShapeTest {

  static Stream<Arguments> files() {
    return Stream.of(
        arguments("a,b\n1,2\n", "UTF-8", Map.of("header", "true")),
        arguments("a;b,c;d\n1;2;3\n", "UTF-8", Map.of("header", "true", "sep", ";")),
        arguments(
            "\"a;b\",c\n1,2\n",
            "UTF-8",
            Map.of("header", "true", "multiLine", "true", "escape", "\"")),
        arguments(
            "a\tb\n5\" pot\t2\n", "UTF-8", Map.of("header", "true", "sep", "\t", "quote", "")),
        arguments(
            "Gr\u00f6\u00dfe,b\n1,2\n",
            "windows-1252",
            Map.of("header", "true", "encoding", "ISO-8859-1")),
        arguments(
            "a,b\n1,2\n",
            "UTF-16",
            Map.of("header", "true", "encoding", "UTF-16", "multiLine", "true")),
        arguments(
            "a,b\n1,2\n",
            "UTF-16LE",
            Map.of("header", "true", "encoding", "UTF-16LE", "multiLine", "true")));
  }

  @ParameterizedTest
  @MethodSource("files")
  void tellsHowAFileIsWritten(String text, String charset, Map<String, String> options) {
    assertThat(CsvShape.of(text.getBytes(Charset.forName(charset))).options()).isEqualTo(options);
  }

  @Test
  void aCharacterThatIsCutIsNoOtherEncoding() {
    byte[] whole = "a,b\n1,\u20ac".getBytes(StandardCharsets.UTF_8);
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 1);

    assertThat(CsvShape.of(cut).encoding()).isEqualTo("UTF-8");
  }
}
