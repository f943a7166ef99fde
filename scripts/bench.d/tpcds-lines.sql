-- The sales of TPC-DS as order lines, as tpcds-lines.conf maps them.
CREATE TEMP VIEW sales AS
SELECT
  'S' || ss_ticket_number AS order_id, ss_item_sk AS item, ss_customer_sk AS customer,
  ss_sold_date_sk AS day, ss_sold_time_sk AS second, ss_quantity AS quantity,
  ss_sales_price AS price, ss_net_paid AS paid, ss_ext_discount_amt + ss_coupon_amt AS discount,
  ss_coupon_amt > 0 AS has_coupon
FROM read_parquet('${data}/store_sales.parquet')
UNION ALL
SELECT
  'W' || ws_order_number, ws_item_sk, ws_bill_customer_sk, ws_sold_date_sk, ws_sold_time_sk,
  ws_quantity, ws_sales_price, ws_net_paid, ws_ext_discount_amt + ws_coupon_amt, ws_coupon_amt > 0
FROM read_parquet('${data}/web_sales.parquet');

CREATE TEMP VIEW lines AS
SELECT
  order_id,
  CAST(item AS VARCHAR) AS line_id,
  CAST(customer AS VARCHAR) AS customer_id,
  -- Day 2415022 is 2 January 1900.
  epoch_ms((day - 2415022 + (DATE '1900-01-02' - DATE '1970-01-01')) * 86400000 + second * 1000)
    AS ordered_at,
  CAST(paid * 100 AS BIGINT) AS amount,
  CAST(coalesce(quantity, 0) AS BIGINT) * 1000 AS thousandths,
  CAST(price * 100 AS BIGINT) AS unit_price,
  CAST(coalesce(discount, 0) * 100 AS BIGINT) AS discount,
  CAST(item AS VARCHAR) AS product_id,
  nullif(trim(i_category), '') AS category,
  coalesce(has_coupon, false) AS has_coupon,
  false AS is_cancelled,
  true AS is_own_currency
FROM sales LEFT JOIN read_parquet('${data}/item.parquet') ON item = i_item_sk;
