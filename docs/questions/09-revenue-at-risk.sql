-- Question: How much revenue is at risk, and with whom?
-- Tables: value_risk_matrix, segment_summary, runs
-- Reading: revenue_at_risk is what customers who are slipping away or lost brought in the last
--   365 days; percent_at_risk is its part in that of their tier.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  v.loyalty as tier,
  sum(v.customers) as customers,
  sum(case when v.lifecycle in ('Slipping Away', 'Lost') then v.customers else 0 end)
    as customers_at_risk,
  sum(v.net_revenue_365d) as net_revenue_365d,
  sum(v.revenue_at_risk) as revenue_at_risk,
  case
    when sum(v.net_revenue_365d) > 0
    then round(
      100 * cast(sum(v.revenue_at_risk) as double) / cast(sum(v.net_revenue_365d) as double), 1)
  end as percent_at_risk
from value_risk_matrix v
join newest n on v.segment_date = n.segment_date
where v.loyalty <> 'Prospect'
group by v.loyalty
order by revenue_at_risk desc, tier;
