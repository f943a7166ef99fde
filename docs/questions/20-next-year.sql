-- Question: What will the customers we have bring next year?
-- Tables: value_risk_matrix, segment_summary, runs
-- Reading: expected_value_365d is predicted gross revenue of the next 365 days, without customers
--   yet to come; beside it what they brought, after returns, in the last 365.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  v.lifecycle as stage,
  sum(v.customers) as customers,
  sum(v.net_revenue_365d) as net_revenue_365d,
  round(sum(v.expected_value_365d), 0) as expected_value_365d,
  round(sum(v.expected_value_365d) / sum(v.customers), 2) as expected_per_customer
from value_risk_matrix v
join newest n on v.segment_date = n.segment_date
where v.lifecycle <> 'Prospect'
group by v.lifecycle
order by expected_value_365d desc, stage;
