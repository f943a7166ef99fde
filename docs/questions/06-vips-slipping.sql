-- Question: Which of our best customers are we about to lose?
-- Tables: customer_segments, customer_features, segment_summary, runs
-- Reading: VIPs who are slipping away or lost, by what they brought in the last 365 days.
--   times_overdue is the time since the last purchase in their own usual gaps: 3 is three times
--   as long as usual.
-- Empty: Where no VIP is late.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  c.customer_id,
  c.lifecycle as stage,
  f.last_order_date,
  round(c.expected_gap_days, 0) as usual_gap_days,
  round(c.overdue_ratio, 1) as times_overdue,
  f.net_revenue_365d,
  f.net_revenue
from customer_segments c
join newest n on c.segment_date = n.segment_date
join customer_features f on f.segment_date = c.segment_date and f.customer_id = c.customer_id
where c.loyalty = 'VIP' and c.lifecycle in ('Slipping Away', 'Lost')
order by f.net_revenue_365d desc, c.customer_id
limit 20;
