-- Question: Is the customer base growing, and in which stages?
-- Tables: customer_base_growth, segment_summary, runs
-- Reading: Now against one, three, six and twelve months ago, where such a date was computed. A
--   base that grows in Lost and Prospect alone is not growing.
-- Empty: Until there is a date as old as a month.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  g.months_back,
  g.compared_date,
  g.stage,
  g.customers_then,
  g.customers,
  round(100 * g.growth, 1) as percent_growth
from customer_base_growth g
join newest n on g.segment_date = n.segment_date
order by g.months_back, g.customers desc, g.stage;
