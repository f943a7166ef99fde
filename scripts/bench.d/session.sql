SET TimeZone = '${zone}';
-- Times in Parquet are UTC, whether the file says so or not.
CREATE TEMP MACRO instant(ordered_at) AS make_timestamptz(epoch_us(ordered_at));
CREATE TEMP MACRO counted(condition) AS count(*) FILTER (WHERE condition);
