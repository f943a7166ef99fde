-- What was bought, by line; and what products and categories say of a customer.
CREATE TEMP TABLE order_products AS
SELECT order_id, orders.customer_id, orders.ordered_at, product_id, category, amount AS gross_units
FROM (SELECT order_id, product_id, category, amount FROM taken WHERE is_positive)
JOIN (SELECT order_id, customer_id, ordered_at FROM orders WHERE customer_id IS NOT NULL) AS orders
  USING (order_id);

COPY order_products TO '${out}/order_products.parquet' (FORMAT parquet);

CREATE TEMP TABLE product_features AS
WITH visible AS (
  SELECT * FROM order_products
  WHERE ordered_at < CAST(DATE '${date}' + 1 AS TIMESTAMPTZ)
),
categories AS (
  SELECT customer_id, category, sum(gross_units)::BIGINT AS units
  FROM visible WHERE category IS NOT NULL GROUP BY ALL
),
tops AS (
  SELECT
    customer_id,
    count(*) AS distinct_categories,
    first(category ORDER BY units DESC, category) AS top_category,
    max(units) AS top_units,
    sum(units)::BIGINT AS category_units
  FROM categories GROUP BY customer_id
),
products AS (
  SELECT customer_id, count(*) AS distinct_products
  FROM (SELECT DISTINCT customer_id, product_id FROM visible WHERE product_id IS NOT NULL)
  GROUP BY customer_id
)
SELECT
  customer_id,
  coalesce(distinct_products, 0) AS distinct_products,
  coalesce(distinct_categories, 0) AS distinct_categories,
  top_category,
  CASE WHEN category_units <> 0 THEN top_units / category_units END AS top_category_share
FROM products FULL JOIN tops USING (customer_id);

-- Who bought nothing bought no products.
CREATE TEMP MACRO counted_products(n) AS coalesce(n, 0);
