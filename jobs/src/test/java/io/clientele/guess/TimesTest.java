package io.clientele.guess;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.testing.LocalSpark;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is recognised is read by Spark as what it says. */
class TimesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Europe/Berlin    | 2025-03-25 10:11:12        | ISO dates                  | 2025-03-25 10:11:12
          Europe/Berlin    | 2025-03-25                 | ISO dates                  | 2025-03-25 00:00:00
          Europe/Berlin    | 2025-03-25T10:11:12Z       | ISO dates                  | 2025-03-25 10:11:12
          Europe/Berlin    | 25.03.2025; 01.02.2025     | dates as d.M.yyyy          | 2025-03-25 00:00:00
          Europe/Berlin    | 25.03.25 7:05              | dates as d.M.yy H:mm       | 2025-03-25 07:05:00
          Europe/Berlin    | 25/03/2025 10:11           | dates as d/M/yyyy H:mm     | 2025-03-25 10:11:00
          Europe/Berlin    | 3/25/2025 1:11:12 PM       | dates as M/d/yyyy h:mm:ss a | 2025-03-25 13:11:12
          Europe/Berlin    | 05/03/2025                 | dates as d/M/yyyy, by the time zone alone: they could be M/d/yyyy as well, so look at a day you know | 2025-03-05 00:00:00
          America/New_York | 05/03/2025                 | dates as M/d/yyyy, by the time zone alone: they could be d/M/yyyy as well, so look at a day you know | 2025-05-03 00:00:00
          Europe/Berlin    | 20250325                   | dates as yyyyMMdd          | 2025-03-25 00:00:00
          Europe/Berlin    | Mar 25, 2025 10:11:12 AM   | dates as MMM d, yyyy h:mm:ss a | 2025-03-25 10:11:12
          Europe/Berlin    | 25 March 2025              | dates as d MMMM yyyy       | 2025-03-25 00:00:00
          Europe/Berlin    | 2025-03-25 10:11:12 +0100  | dates as yyyy-M-d H:mm:ss Z | 2025-03-25 09:11:12
          Europe/Berlin    | 1742897472                 | seconds since 1970         | 2025-03-25 10:11:12
          Europe/Berlin    | 1742897472000              | milliseconds since 1970    | 2025-03-25 10:11:12
          """)
  void timesAreRecognised(String zone, String values, String told, String first) {
    Times.Written written =
        Times.in(Arrays.asList(values.split("; ", -1)), ZoneId.of(zone)).orElseThrow();

    assertThat(written.told()).isEqualTo(told);
    assertThat(read(written.sql(), "timestamp", values)).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1234.5; 7        | numbers                                | 1234.5000
          1.234,50; 7,00   | numbers with a decimal comma           | 1234.5000
          1,234.50; 7.00   | numbers with a decimal point           | 1234.5000
          € 7,25           | numbers with a decimal comma with a currency sign | 7.2500
          $1,234.50        | numbers with a decimal point with a currency sign | 1234.5000
          12,50 EUR        | numbers with a decimal comma with a currency sign | 12.5000
          1,234            | numbers with a decimal point; a comma is taken to stand between thousands | 1234.0000
          """)
  void numbersAreRecognised(String values, String told, String first) {
    Amounts.Written written = Amounts.in(Arrays.asList(values.split("; ", -1))).orElseThrow();

    assertThat(written.told()).isEqualTo(told);
    assertThat(read(written.sql(), "decimal(18,4)", values)).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"some day", "12", "A-1"})
  void whatIsNoTimeIsNone(String value) {
    assertThat(Times.in(List.of(value), ZoneId.of("Europe/Berlin"))).isEmpty();
  }

  private static String read(String sql, String type, String values) {
    Row row =
        LocalSpark.session()
            .createDataset(List.of(values.split("; ", -1)), Encoders.STRING())
            .selectExpr(
                "cast(cast(" + sql.replace("COLUMN", "value") + " as " + type + ") as string)")
            .first();
    return row.getString(0);
  }
}
