-- Orders to one row of numbers per customer: the columns of customer_features.
CREATE TEMP MACRO money(units) AS CAST(units * 0.01 AS DECIMAL(18, 2));
CREATE TEMP MACRO ratio(a, b) AS CASE WHEN b <> 0 THEN a::DOUBLE / b END;

-- By day, since several orders on a day are one purchase day.
CREATE TEMP TABLE days AS
SELECT
  customer_id,
  order_date,
  counted(is_purchase) AS orders,
  sum(IF(is_purchase, item_thousandths, 0))::BIGINT AS item_thousandths,
  sum(IF(is_purchase, gross_units, 0))::BIGINT AS gross_units,
  sum(IF(is_purchase OR order_class = 'return', returned_units, 0))::BIGINT AS returned_units,
  sum(IF(is_purchase, discount_units, 0))::BIGINT AS discount_units,
  sum(IF(is_purchase, unit_price_units, 0))::BIGINT AS unit_price_units,
  sum(IF(is_purchase, priced_lines, 0))::BIGINT AS priced_lines,
  counted(is_purchase AND (discount_units > 0 OR has_coupon)) AS discounted_orders,
  counted(is_purchase AND has_coupon) AS coupon_orders,
  counted(is_purchase
    AND (has_coupon OR (discount_units > 0 AND discount_units * 19 >= gross_units)))
    AS clearly_discounted_orders
FROM (
  SELECT *, order_class = 'purchase' AS is_purchase
  FROM orders
  WHERE customer_id IS NOT NULL AND ordered_at < CAST(DATE '${date}' + 1 AS TIMESTAMPTZ)
)
GROUP BY customer_id, order_date;

CREATE TEMP VIEW gaps AS
SELECT *,
  orders > 0 AS is_purchase_day,
  DATE '${date}' - order_date AS age,
  CASE WHEN orders > 0 THEN
    order_date - lag(order_date) OVER (PARTITION BY customer_id, orders > 0 ORDER BY order_date)
  END AS gap
FROM days;

CREATE TEMP TABLE aggregates AS
SELECT
  customer_id,
  min(IF(is_purchase_day, order_date, NULL)) AS first_order_date,
  max(IF(is_purchase_day, order_date, NULL)) AS last_order_date,
  sum(orders)::BIGINT AS orders,
  counted(is_purchase_day) AS purchase_days,
  sum(item_thousandths)::BIGINT AS item_thousandths,
  sum(gross_units)::BIGINT AS gross_units,
  sum(IF(gap IS NOT NULL, gross_units, 0))::BIGINT AS repeat_gross_units,
  sum(returned_units)::BIGINT AS returned_units,
  sum(discount_units)::BIGINT AS discount_units,
  sum(unit_price_units)::BIGINT AS unit_price_units,
  sum(priced_lines)::BIGINT AS priced_lines,
  count(gap) AS gaps,
  coalesce(sum(gap), 0)::BIGINT AS gap_sum,
  coalesce(sum(gap * gap), 0)::BIGINT AS gap_square_sum,
  coalesce(sum(CAST(round(ln(gap) * 1e12) AS BIGINT)), 0)::BIGINT AS gap_log_units,
  coalesce(sum(CAST(round(ln(gap) * ln(gap) * 1e12) AS BIGINT)), 0)::BIGINT AS gap_log_square_units,
  quantile_cont(gap, 0.5)::DOUBLE AS gap_median_days,
  sum(IF(age < 30, orders, 0))::BIGINT AS orders_30d,
  sum(IF(age < 90, orders, 0))::BIGINT AS orders_90d,
  sum(IF(age < 365, orders, 0))::BIGINT AS orders_365d,
  sum(IF(age >= 90 AND age < 180, orders, 0))::BIGINT AS orders_prev_90d,
  counted(is_purchase_day AND age < 365) AS purchase_days_365d,
  sum(IF(age < 30, gross_units - returned_units, 0))::BIGINT AS net_30d,
  sum(IF(age < 90, gross_units - returned_units, 0))::BIGINT AS net_90d,
  sum(IF(age < 365, gross_units - returned_units, 0))::BIGINT AS net_365d,
  sum(IF(age >= 90 AND age < 180, gross_units - returned_units, 0))::BIGINT AS net_prev_90d,
  sum(discounted_orders)::BIGINT AS discounted_orders,
  sum(coupon_orders)::BIGINT AS coupon_orders,
  sum(clearly_discounted_orders)::BIGINT AS clearly_discounted_orders
FROM gaps
GROUP BY customer_id;

CREATE TEMP TABLE features AS
SELECT
  customer_id,
  first_order_date,
  last_order_date,
  DATE '${date}' - last_order_date AS recency_days,
  DATE '${date}' - first_order_date AS tenure_days,
  orders,
  purchase_days,
  CAST(item_thousandths * 0.001 AS DECIMAL(18, 3)) AS items,
  money(gross_units) AS gross_revenue,
  money(repeat_gross_units) AS repeat_gross_revenue,
  money(returned_units) AS returned_amount,
  money(gross_units - returned_units) AS net_revenue,
  money(discount_units) AS discount_amount,
  ratio(gross_units / 100, orders) AS average_order_value,
  ratio(item_thousandths / 1000, orders) AS average_basket_items,
  ratio(gross_units / 100, item_thousandths / 1000) AS average_item_price,
  ratio(unit_price_units / 100, priced_lines) AS mean_unit_price,
  priced_lines,
  ratio(returned_units, gross_units) AS return_rate,
  counted_products(distinct_products) AS distinct_products,
  counted_products(distinct_categories) AS distinct_categories,
  top_category,
  top_category_share,
  ratio(gap_sum, gaps) AS gap_mean_days,
  CASE WHEN gaps >= 2
    THEN sqrt((gaps * gap_square_sum - gap_sum * gap_sum)::DOUBLE) / gaps
  END AS gap_stddev_days,
  gap_median_days,
  gap_square_sum,
  gap_log_units / 1e12 AS gap_log_sum,
  gap_log_square_units / 1e12 AS gap_log_square_sum,
  orders_30d, orders_90d, orders_365d, orders_prev_90d, purchase_days_365d,
  money(net_30d) AS net_revenue_30d,
  money(net_90d) AS net_revenue_90d,
  money(net_365d) AS net_revenue_365d,
  money(net_prev_90d) AS net_revenue_prev_90d,
  discounted_orders,
  ratio(discounted_orders, orders) AS discounted_order_share,
  ratio(discount_units, gross_units + discount_units) AS discount_share,
  coupon_orders,
  clearly_discounted_orders
FROM aggregates LEFT JOIN product_features USING (customer_id);

COPY features TO '${out}/customer_features.parquet' (FORMAT parquet);
