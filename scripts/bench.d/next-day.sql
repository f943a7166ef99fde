-- The last day of the sample shop in a file of its own, and all before it.
CREATE TEMP VIEW shop AS
SELECT * REPLACE (instant(ordered_at) AS ordered_at) FROM read_parquet('${data}/order_lines/*.parquet');

COPY (FROM shop WHERE ordered_at < CAST(DATE '${date}' AS TIMESTAMPTZ))
TO '${out}/before.parquet' (FORMAT parquet);
COPY (FROM shop WHERE ordered_at >= CAST(DATE '${date}' AS TIMESTAMPTZ))
TO '${out}/day.parquet' (FORMAT parquet);
