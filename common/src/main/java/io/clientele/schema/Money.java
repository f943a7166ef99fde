package io.clientele.schema;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.math.BigDecimal;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * How amounts are held: whole units of 10^-scale of the shop's currency while they are summed, and
 * decimal(18, scale) in the tables that people read. Never a floating-point sum.
 *
 * @param scale digits after the decimal point, 0 to 6
 */
public record Money(int scale) {

  /** Returns the type of a money column. */
  public DecimalType type() {
    return DataTypes.createDecimalType(18, scale);
  }

  /** Returns how many units make one of the currency: 10^scale. */
  public long unitsPerOne() {
    return BigDecimal.TEN.pow(scale).longValueExact();
  }

  /** Returns the units of a decimal amount, rounded half up once to the scale; null stays null. */
  public Column units(Column amount) {
    return org.apache
        .spark
        .sql
        .functions
        .round(amount, scale)
        .multiply(lit(BigDecimal.valueOf(unitsPerOne())))
        .cast(DataTypes.LongType);
  }

  /** Returns the decimal amount of whole units; null stays null. */
  public Column amount(Column units) {
    return units
        .cast(DataTypes.createDecimalType(20, 0))
        .multiply(expr(BigDecimal.ONE.movePointLeft(scale).toPlainString() + "BD"))
        .cast(type());
  }
}
