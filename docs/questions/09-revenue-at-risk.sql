-- Question: How much revenue is at risk, how much is lost, and with whom?
-- Tables: value_risk_matrix, segment_summary, runs
-- Reading: revenue_at_risk is what customers who are slipping away bring in a year at their own
--   pace, revenue_lost what those who are lost brought. Who bought on one day only has no pace.
--   percent_at_risk compares revenue_at_risk with what the tier brought in the last 365 days.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  v.loyalty as tier,
  sum(v.customers) as customers,
  sum(case when v.lifecycle = 'Slipping Away' then v.repeat_customers else 0 end)
    as customers_at_risk,
  sum(v.net_revenue_365d) as net_revenue_365d,
  sum(v.revenue_at_risk) as revenue_at_risk,
  case
    when sum(v.net_revenue_365d) > 0
    then round(
      100 * cast(sum(v.revenue_at_risk) as double) / cast(sum(v.net_revenue_365d) as double), 1)
  end as percent_at_risk,
  sum(case when v.lifecycle = 'Lost' then v.repeat_customers else 0 end) as customers_lost,
  sum(v.revenue_lost) as revenue_lost
from value_risk_matrix v
join newest n on v.segment_date = n.segment_date
where v.loyalty <> 'Prospect'
group by v.loyalty
order by revenue_at_risk desc, tier;
