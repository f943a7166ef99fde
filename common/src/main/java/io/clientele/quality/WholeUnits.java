package io.clientele.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.Money;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StructType;

/**
 * Reads numbers as whole units of a power of ten where their type says that nothing is rounded:
 * decimals of few digits, and whole numbers. They never become decimals then, which cost a tenth of
 * an ingest, line by line.
 *
 * @param mapped the logical columns with their types
 */
record WholeUnits(StructType mapped) {
  private static final int LONG_DIGITS = 18;

  /**
   * Returns a column in units of 10^-scale; null where it is null or has more digits before the
   * point than are taken. Empty where its values may have to be rounded, or it is no number.
   *
   * @param digits most digits before the point; with the scale at most 18
   */
  Optional<Column> of(String name, int digits, int scale) {
    DataType type = mapped.apply(name).dataType();
    if (type instanceof DecimalType decimal) {
      boolean isWhole =
          decimal.scale() <= scale
              && decimal.precision() - decimal.scale() <= digits
              && decimal.precision() <= LONG_DIGITS;
      return isWhole
          ? Optional.of(times(Money.unscaled(col(name)), scale - decimal.scale()))
          : Optional.empty();
    }
    if (type instanceof IntegralType) {
      long most = power(digits) - 1;
      Column number = col(name).cast(DataTypes.LongType);
      return Optional.of(when(number.between(-most, most), times(number, scale)));
    }
    return Optional.empty();
  }

  private static Column times(Column number, int zeros) {
    return zeros == 0 ? number : number.multiply(lit(power(zeros)));
  }

  private static long power(int zeros) {
    long power = 1;
    for (int zero = 0; zero < zeros; zero++) {
      power *= 10;
    }
    return power;
  }
}
