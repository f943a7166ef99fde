-- Question: How many customers are in each stage, and what are they worth?
-- Tables: segment_summary, runs
-- Reading: net_revenue is what they have brought ever. percent_back_in_90_days is the mean
--   predicted chance of a purchase within 90 days; empty for prospects, who have never bought.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  s.segment as stage,
  s.customers,
  round(100 * s.customer_share, 1) as percent_of_customers,
  s.net_revenue,
  round(100 * s.revenue_share, 1) as percent_of_revenue,
  round(100 * s.return_probability_90d, 1) as percent_back_in_90_days
from segment_summary s
join newest n on s.segment_date = n.segment_date
where s.family = 'lifecycle'
order by s.customers desc, s.segment;
