-- Lines to orders by the row rules of docs/semantics.md: lines without order id, time or amount, in a
-- foreign currency, or repeated under one line id are left out, and so are orders of two customers.

-- Repeated lines are rare: they are looked for by a hash aggregate, and only their orders are sorted.
CREATE TEMP TABLE repeated AS
SELECT DISTINCT order_id
FROM (
  SELECT order_id
  FROM lines
  WHERE order_id IS NOT NULL AND line_id IS NOT NULL AND ordered_at IS NOT NULL AND amount IS NOT NULL
  GROUP BY order_id, line_id
  HAVING count(*) > 1
);

CREATE TEMP VIEW unrepeated AS
SELECT * FROM lines ANTI JOIN repeated USING (order_id)
UNION ALL BY NAME
SELECT * EXCLUDE (place, is_sound)
FROM (
  SELECT *, row_number() OVER (
    PARTITION BY order_id, line_id, is_sound
    ORDER BY ordered_at, customer_id NULLS FIRST, amount, thousandths NULLS FIRST, discount,
      product_id NULLS FIRST, category NULLS FIRST, has_coupon, is_own_currency) AS place
  FROM (
    SELECT *, ordered_at IS NOT NULL AND amount IS NOT NULL AS is_sound
    FROM lines
    SEMI JOIN repeated USING (order_id)
  )
)
WHERE place = 1 OR line_id IS NULL OR NOT is_sound;

CREATE TEMP VIEW taken AS
SELECT *,
  ordered_at IS NOT NULL AND amount IS NOT NULL AND is_own_currency AS is_taken,
  is_taken AND NOT is_cancelled AND (amount < 0 OR coalesce(thousandths, 0) < 0) AS is_negative,
  is_taken AND NOT is_cancelled AND NOT is_negative AND coalesce(thousandths, 0) > 0 AS is_positive
FROM unrepeated
WHERE order_id IS NOT NULL;

CREATE TEMP TABLE sums AS
SELECT
  order_id,
  max(customer_id) AS customer_id,
  min(IF(is_taken, ordered_at, NULL)) AS first_at,
  counted(is_taken) AS lines,
  sum(IF(is_positive, thousandths, 0))::BIGINT AS item_thousandths,
  sum(IF(is_positive, amount, 0))::BIGINT AS gross_units,
  sum(IF(is_negative, -amount, 0))::BIGINT AS returned_units,
  sum(IF(is_taken AND NOT is_positive AND NOT is_negative, amount, 0))::BIGINT AS other_units,
  sum(IF(is_positive, discount, 0))::BIGINT AS discount_units,
  bool_or(is_positive AND has_coupon) AS has_coupon,
  sum(IF(is_positive AND unit_price > 0, unit_price, 0))::BIGINT AS unit_price_units,
  counted(is_positive AND unit_price > 0) AS priced_lines,
  counted(is_positive) AS positive_lines,
  counted(is_negative) AS negative_lines,
  counted(is_taken AND is_cancelled) AS cancelled_lines
FROM taken
GROUP BY order_id
HAVING counted(is_taken) > 0 AND min(customer_id) IS NOT DISTINCT FROM max(customer_id);

CREATE TEMP TABLE orders AS
SELECT
  order_id,
  customer_id,
  instant(first_at) AS ordered_at,
  CAST(instant(first_at) AS DATE) AS order_date,
  CASE
    WHEN positive_lines > 0 THEN 'purchase'
    WHEN negative_lines > 0 THEN 'return'
    WHEN cancelled_lines > 0 THEN 'cancelled'
    ELSE 'adjustment'
  END AS order_class,
  lines, item_thousandths, gross_units, returned_units, other_units, discount_units, has_coupon,
  unit_price_units, priced_lines
FROM sums;

COPY orders TO '${out}/orders.parquet' (FORMAT parquet);
