-- Question: Who has lapsed, for how long, and what were they worth?
-- Tables: customer_segments, customer_features, segment_summary, runs
-- Reading: Lapsed: bought once or more, and not in the last 90 days. The longer ago, the less a
--   reminder brings; percent_back_in_90_days says how much less.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  lapsed.last_purchase,
  count(*) as customers,
  sum(lapsed.net_revenue) as net_revenue,
  round(100 * avg(lapsed.return_probability_90d), 1) as percent_back_in_90_days
from (
  select
    case
      when f.recency_days <= 180 then 'up to 180 days ago'
      when f.recency_days <= 365 then 'up to 365 days ago'
      when f.recency_days <= 730 then 'up to 730 days ago'
      else 'longer ago'
    end as last_purchase,
    f.recency_days,
    f.net_revenue,
    c.return_probability_90d
  from customer_segments c
  join newest n on c.segment_date = n.segment_date
  join customer_features f on f.segment_date = c.segment_date and f.customer_id = c.customer_id
  where c.lapsed_customers
) lapsed
group by lapsed.last_purchase
order by min(lapsed.recency_days);
