package io.clientele.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.testing.LocalSpark;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeUnitsTest {

  /** Against decimals of plain Java: shifted where the digits before the point are few enough. */
  @ParameterizedTest
  @CsvSource({
    "'decimal(12,2)', 12, 2, '12.34;-0.01;0.00;9999999999.99'",
    "'decimal(12,2)', 12, 6, '12.34;-0.01;0.00;9999999999.99'",
    "'decimal(14,2)', 12, 4, '999999999999.99;-999999999999.99'",
    "'decimal(18,6)', 12, 6, '999999999999.999999;-0.000001'",
    "'decimal(5,0)', 9, 3, '99999;-1'",
    "int, 9, 3, '0;7;-7;999999999;1000000000;-999999999;-1000000000;2147483647;-2147483648'",
    "bigint, 12, 2, '1;999999999999;1000000000000;9223372036854775807;-9223372036854775808'",
    "smallint, 12, 4, '32767;-32768'",
    "tinyint, 9, 3, '127;-128'"
  })
  void numbersThatNeedNoRounding(String type, int digits, int scale, String values) {
    for (String value : values.split(";", -1)) {
      Dataset<Row> rows = rows(type, "'" + value + "'");
      Optional<Column> units = new WholeUnits(rows.schema()).of("number", digits, scale);
      BigDecimal shifted = new BigDecimal(value).movePointRight(scale);
      boolean isTaken =
          new BigDecimal(value)
                  .abs()
                  .setScale(0, RoundingMode.DOWN)
                  .compareTo(BigDecimal.TEN.pow(digits))
              < 0;

      assertThat(units).as(type).isPresent();
      assertThat(rows.select(units.get()).head().get(0))
          .as("%s as %s", value, type)
          .isEqualTo(isTaken ? shifted.longValueExact() : null);
    }
  }

  @Test
  void nothingStaysNothing() {
    for (String type : List.of("decimal(12,2)", "int")) {
      Dataset<Row> rows = rows(type, "null");
      Column units = new WholeUnits(rows.schema()).of("number", 12, 3).orElseThrow();
      assertThat(rows.select(units).head().isNullAt(0)).as(type).isTrue();
    }
  }

  /** Digits to round off, digits that may be too many, more than a long holds, and no numbers. */
  @ParameterizedTest
  @CsvSource({
    "'decimal(12,3)', 12, 2",
    "'decimal(15,2)', 12, 4",
    "'decimal(20,0)', 20, 0",
    "double, 12, 2",
    "float, 12, 2",
    "string, 12, 2",
    "boolean, 12, 2"
  })
  void othersAreReadTheLongWay(String type, int digits, int scale) {
    assertThat(new WholeUnits(rows(type, "null").schema()).of("number", digits, scale)).isEmpty();
  }

  private static Dataset<Row> rows(String type, String value) {
    return LocalSpark.session().sql("select cast(" + value + " as " + type + ") as number");
  }
}
