-- Question: Who left a cart behind and is worth a reminder?
-- Tables: customer_segments, customer_features, segment_summary, runs
-- Reading: Customers whose last cart is abandoned and who have bought nothing since, by what they are
--   expected to bring in a year; empty where no model of spend is fitted, and then by net revenue.
--   Buyers only: of others nothing is known yet.
-- Empty: Without an events source, and where nobody has an open cart.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  c.customer_id,
  c.lifecycle as stage,
  c.loyalty as tier,
  f.abandoned_carts_90d,
  f.recency_days,
  round(c.expected_value_365d, 2) as expected_value_365d
from customer_segments c
join newest n on c.segment_date = n.segment_date
join customer_features f on f.segment_date = c.segment_date and f.customer_id = c.customer_id
where c.abandoned_cart_open and c.loyalty <> 'Prospect'
order by coalesce(c.expected_value_365d, 0) desc, f.net_revenue desc, c.customer_id
limit 20;
