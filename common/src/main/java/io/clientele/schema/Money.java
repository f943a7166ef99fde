package io.clientele.schema;

import java.math.BigDecimal;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.MakeDecimal;
import org.apache.spark.sql.catalyst.expressions.UnscaledValue;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * How amounts are held: whole units of 10^-scale of the shop's currency while they are summed, and
 * decimal(18, scale) in the tables that people read. Never a floating-point sum.
 *
 * @param scale digits after the decimal point, 0 to 6
 */
public record Money(int scale) {
  /** Most digits before the point of an amount that is taken: sums of many must fit as well. */
  public static final int DIGITS_BEFORE_POINT = 12;

  /** Returns the type of a money column. */
  public DecimalType type() {
    return DataTypes.createDecimalType(18, scale);
  }

  /** Returns how many units make one of the currency: 10^scale. */
  public long unitsPerOne() {
    return BigDecimal.TEN.pow(scale).longValueExact();
  }

  /**
   * Returns the units of a decimal amount, rounded half up once to the scale; null where there is
   * none, or where it has more than 12 digits before the point: sums of many must fit as well.
   */
  public Column units(Column amount) {
    DecimalType fitting = DataTypes.createDecimalType(DIGITS_BEFORE_POINT + scale, scale);
    return unscaled(functions.round(amount, scale).try_cast(fitting));
  }

  /** Returns the decimal amount of whole units, of at most 18 digits; null stays null. */
  public Column amount(Column units) {
    Expression whole = ExpressionUtils.expression(units.cast(DataTypes.LongType));
    return ExpressionUtils.column(new MakeDecimal(whole, type().precision(), scale, false));
  }

  /**
   * Returns a decimal of at most 18 digits without its point, as 12.50 gives 1250; null stays null.
   * A multiplication would do, but Spark multiplies decimals as big numbers, line by line.
   */
  public static Column unscaled(Column decimal) {
    return ExpressionUtils.column(new UnscaledValue(ExpressionUtils.expression(decimal)));
  }
}
