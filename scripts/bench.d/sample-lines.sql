-- The order lines of the sample shop, as conf/sample.conf maps them. Times are instants; Spark wrote
-- them as UTC. Money is whole cents.
CREATE TEMP VIEW lines AS
SELECT
  nullif(trim(order_id), '') AS order_id,
  CAST(line_id AS VARCHAR) AS line_id,
  nullif(trim(customer_id), '') AS customer_id,
  ordered_at,
  CAST(amount * 100 AS BIGINT) AS amount,
  CAST(quantity AS BIGINT) * 1000 AS thousandths,
  CAST(unit_price * 100 AS BIGINT) AS unit_price,
  CAST(coalesce(discount, 0) * 100 AS BIGINT) AS discount,
  nullif(trim(product_id), '') AS product_id,
  nullif(trim(category), '') AS category,
  nullif(trim(coupon_code), '') IS NOT NULL AS has_coupon,
  coalesce(lower(trim(status)) = 'cancelled', false) AS is_cancelled,
  coalesce(upper(trim(currency)), 'EUR') = 'EUR' AS is_own_currency
FROM read_parquet('${data}/order_lines/*.parquet');
