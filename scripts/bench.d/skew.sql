-- The sample shop's lines as they are; with 2 million orders dealt to one customer; with a third of
-- all lines (by order) dealt to one customer.
CREATE TEMP VIEW shop AS
SELECT * REPLACE (instant(ordered_at) AS ordered_at) FROM read_parquet('${data}/order_lines/*.parquet');
CREATE TEMP TABLE size AS SELECT count(DISTINCT order_id) AS orders FROM shop;

COPY shop TO '${out}/even.parquet' (FORMAT parquet);
COPY (
  SELECT shop.* REPLACE (
    IF(hash(order_id) % orders < 2000000, 'C-giant', customer_id) AS customer_id)
  FROM shop, size
) TO '${out}/giant.parquet' (FORMAT parquet);
COPY (
  SELECT * REPLACE (IF(hash(order_id) % 3 = 0, 'C-third', customer_id) AS customer_id) FROM shop
) TO '${out}/third.parquet' (FORMAT parquet);
