package io.clientele.schema;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** What a column holds; decides its Spark SQL type. */
public enum ColumnType {
  /** Text. */
  TEXT,
  /** A calendar day in the shop's time zone. */
  DAY,
  /** An instant. */
  INSTANT,
  /** A 32-bit whole number, such as days. */
  WHOLE,
  /** A 64-bit whole number, such as a count or money units. */
  COUNT,
  /** A ratio or mean, floating point. */
  RATIO,
  /** True or false. */
  FLAG,
  /** An exact amount in the shop's currency, decimal(18, money-scale). */
  MONEY,
  /** An exact amount as the source states it, before rates and rounding. */
  RAW_AMOUNT,
  /** An exact quantity in thousandths. */
  QUANTITY,
  /** An exact sum of logarithms, 12 digits after the point. */
  LOG_SUM,
  /** Names and texts. */
  TEXT_MAP,
  /** Texts in order. */
  TEXT_LIST;

  /** Returns the Spark SQL type, given how the shop holds money. */
  public DataType at(Money money) {
    return switch (this) {
      case TEXT -> DataTypes.StringType;
      case DAY -> DataTypes.DateType;
      case INSTANT -> DataTypes.TimestampType;
      case WHOLE -> DataTypes.IntegerType;
      case COUNT -> DataTypes.LongType;
      case RATIO -> DataTypes.DoubleType;
      case FLAG -> DataTypes.BooleanType;
      case MONEY -> money.type();
      case RAW_AMOUNT -> DataTypes.createDecimalType(38, 12);
      case QUANTITY -> DataTypes.createDecimalType(18, 3);
      case LOG_SUM -> DataTypes.createDecimalType(20, 12);
      case TEXT_MAP -> DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType);
      case TEXT_LIST -> DataTypes.createArrayType(DataTypes.StringType);
    };
  }
}
