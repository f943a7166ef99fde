package io.clientele.schema;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.testing.LocalSpark;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Amounts to whole units and back. */
class MoneyTest {
  private static List<Row> unitsAndBack(Money money, @Nullable String... amounts) {
    List<Row> rows =
        Arrays.stream(amounts)
            .map(text -> RowFactory.create(text == null ? null : new BigDecimal(text)))
            .toList();
    return LocalSpark.session()
        .createDataFrame(rows, StructType.fromDDL("amount DECIMAL(38, 16)"))
        .select(money.units(col("amount")).as("units"))
        .select(col("units"), money.amount(col("units")))
        .collectAsList();
  }

  private static Row row(@Nullable Long units, @Nullable String amount) {
    return RowFactory.create(units, amount == null ? null : new BigDecimal(amount));
  }

  @Test
  void roundsHalfUpAndAwayFromZero() {
    assertThat(unitsAndBack(new Money(2), "0.005", "-0.005", "0.00499", "12.5", null))
        .containsExactly(
            row(1L, "0.01"),
            row(-1L, "-0.01"),
            row(0L, "0.00"),
            row(1250L, "12.50"),
            row(null, null));
  }

  @Test
  void givesNothingForMoreThanTwelveDigitsBeforeThePoint() {
    assertThat(
            unitsAndBack(
                new Money(2), "999999999999.994", "999999999999.995", "-999999999999.995", "1e18"))
        .containsExactly(
            row(99_999_999_999_999L, "999999999999.99"),
            row(null, null),
            row(null, null),
            row(null, null));
    assertThat(unitsAndBack(new Money(6), "-999999999999.999999", "999999999999.9999995"))
        .containsExactly(row(-999_999_999_999_999_999L, "-999999999999.999999"), row(null, null));
  }

  @Test
  void knowsCurrenciesWithoutSmallCoins() {
    assertThat(unitsAndBack(new Money(0), "0.5", "999999999999.4", "999999999999.5"))
        .containsExactly(row(1L, "1"), row(999_999_999_999L, "999999999999"), row(null, null));
  }
}
