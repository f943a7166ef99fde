package io.clientele.feature;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.OrderProducts;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** What products and categories say about a customer; one exchange by customer. */
final class ProductFeatures {
  private final Day day;

  ProductFeatures(Day day) {
    this.day = day;
  }

  /**
   * Returns one row per customer with a product row visible at the day: {@code customer_id,
   * distinct_products, distinct_categories, top_category, top_units, category_units}, the last the
   * gross of all known categories.
   */
  Dataset<Row> of(Dataset<Row> products) {
    Column customerId = col(OrderProducts.CUSTOMER_ID);
    Column product = col(OrderProducts.PRODUCT_ID);
    Column category = col(OrderProducts.CATEGORY);
    // Dealt by customer once: both aggregates and both windows below find their rows together.
    Dataset<Row> visible =
        products.filter(day.sees(col(OrderProducts.ORDERED_AT))).repartition(customerId);
    WindowSpec sameProduct = Window.partitionBy(customerId, product).orderBy(category);
    Column isNewProduct = product.isNotNull().and(col("product_rank").equalTo(1));
    Dataset<Row> categories =
        visible
            .groupBy(customerId, product, category)
            .agg(sum(col(OrderProducts.GROSS_UNITS)).as("units"))
            .withColumn("product_rank", row_number().over(sameProduct))
            .groupBy(customerId, category)
            .agg(
                sum(col("units")).as("units"),
                sum(when(isNewProduct, lit(1L)).otherwise(lit(0L))).as("new_products"));
    return best(categories);
  }

  private static Dataset<Row> best(Dataset<Row> categories) {
    Column category = col(OrderProducts.CATEGORY);
    WindowSpec customer = Window.partitionBy(col(OrderProducts.CUSTOMER_ID));
    WindowSpec byUnits =
        customer.orderBy(
            category.isNull(), col("units").desc_nulls_last(), category.asc_nulls_last());
    return categories
        .withColumn("category_rank", row_number().over(byUnits))
        .withColumn(CustomerFeatures.DISTINCT_PRODUCTS, sum(col("new_products")).over(customer))
        .withColumn(CustomerFeatures.DISTINCT_CATEGORIES, count(category).over(customer))
        .withColumn(
            "category_units",
            sum(when(category.isNotNull(), coalesce(col("units"), lit(0L)))).over(customer))
        .filter(col("category_rank").equalTo(1))
        .select(
            col(OrderProducts.CUSTOMER_ID),
            col(CustomerFeatures.DISTINCT_PRODUCTS),
            col(CustomerFeatures.DISTINCT_CATEGORIES),
            when(col("units").isNotNull(), category).as(CustomerFeatures.TOP_CATEGORY),
            when(category.isNotNull(), col("units")).as("top_units"),
            col("category_units"));
  }
}
