package io.clientele.quality;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.clientele.settings.QualitySettings;
import io.clientele.settings.SourceSettings;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Reads ids of a source as texts that are the same whatever type the source holds them in.
 *
 * @param source the source and its mapping
 * @param quality which ids mean nobody
 * @param mapped the logical columns with their types
 */
record Identifiers(SourceSettings source, QualitySettings quality, StructType mapped) {
  /** Beyond these a floating-point number skips whole numbers: one id could be another's. */
  private static final double EXACT_DOUBLES = 9_007_199_254_740_992.0;

  private static final double EXACT_FLOATS = 16_777_216.0;

  /** What a spreadsheet makes of a long number, digits lost. */
  private static final String SCIENTIFIC = "^[0-9]([.,][0-9]+)?[eE][+][0-9]+$";

  /**
   * Returns an id as text: without invisible characters around it, a whole floating-point or
   * decimal number without a point. Null where there is none, where it is not a number, and for
   * every row where it is not mapped.
   */
  Column of(String name) {
    if (!source.maps(name)) {
      return lit(null).cast("string");
    }
    Column id = col(name);
    DataType type = mapped.apply(name).dataType();
    if (type instanceof IntegralType) {
      return id.cast("string");
    }
    if (type instanceof DecimalType) {
      Column whole = floor(id).cast("decimal(38,0)");
      return when(id.equalTo(whole), whole.cast("string")).otherwise(id.cast("string"));
    }
    if (isFloating(type)) {
      Column whole = id.equalTo(floor(id)).and(abs(id).leq(largest(type)));
      return when(whole, id.cast(DataTypes.LongType).cast("string"))
          .when(not(isnan(id)), id.cast("string"));
    }
    return LogicalText.trimmed(id.cast("string"));
  }

  /** Returns the reason to refuse an id for; null where it can be taken or there is none. */
  Column fault(String name) {
    Column none = lit(null).cast("string");
    if (!source.maps(name)) {
      return none;
    }
    DataType type = mapped.apply(name).dataType();
    if (type instanceof StringType) {
      Column text = of(name);
      // A plus sign is looked for first: nearly no id has one.
      return when(text.contains("+").and(text.rlike(SCIENTIFIC)), RowClass.SCIENTIFIC_ID);
    }
    if (isFloating(type)) {
      return when(not(isnan(col(name))).and(abs(col(name)).gt(largest(type))), RowClass.INEXACT_ID);
    }
    return none;
  }

  /** Returns the customer id as {@link #of} does; null where it means nobody. */
  Column customer() {
    Column id = of("customer_id");
    return when(not(isNobody(id)), id);
  }

  /** Holds for ids that mean nobody; false for none. */
  Column isNobody(Column id) {
    return quality.noCustomer().isEmpty()
        ? lit(false)
        : coalesce(LogicalText.isAmong(id, quality.noCustomer()), lit(false));
  }

  private static boolean isFloating(DataType type) {
    return type instanceof DoubleType || type instanceof FloatType;
  }

  private static double largest(DataType type) {
    return type instanceof FloatType ? EXACT_FLOATS : EXACT_DOUBLES;
  }
}
