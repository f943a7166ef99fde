-- The shop maps neither products nor categories.
CREATE TEMP VIEW product_features AS
SELECT
  NULL::VARCHAR AS customer_id, NULL::BIGINT AS distinct_products, NULL::BIGINT AS distinct_categories,
  NULL::VARCHAR AS top_category, NULL::DOUBLE AS top_category_share
WHERE false;
CREATE TEMP MACRO counted_products(n) AS CAST(NULL AS BIGINT);
