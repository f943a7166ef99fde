-- Question: Who moved from Active to Slipping Away this week?
-- Tables: customer_segments, customer_features, segment_summary, runs
-- Reading: Those worth most first. The date is the first computed one that saw them slipping:
--   with a run a night it is exact, with a run a month everybody carries the day of that run.
-- Empty: In a quiet week, and while there is only one date.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  c.customer_id,
  c.lifecycle_changed_at as slipping_since,
  f.last_order_date,
  f.net_revenue,
  round(100 * c.return_probability_90d, 1) as percent_back_in_90_days
from customer_segments c
join newest n on c.segment_date = n.segment_date
join customer_features f on f.segment_date = c.segment_date and f.customer_id = c.customer_id
where c.lifecycle = 'Slipping Away'
  and c.lifecycle_previous = 'Active'
  and c.lifecycle_changed_at > n.segment_date - interval '7' day
order by f.net_revenue desc, c.customer_id
limit 20;
