-- Question: What do coupon lovers cost, and what do they leave?
-- Tables: customer_segments, customer_features, segment_summary, runs
-- Reading: percent_given_away is the discount in what they would have paid without. The tables
--   know no purchase prices: for the margin take your own from revenue_per_customer, which is
--   after discounts and returns.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  case when c.coupon_lover then 'coupon lovers' else 'other buyers' end as buyers,
  count(*) as customers,
  sum(f.orders) as orders,
  sum(f.gross_revenue) as gross_revenue,
  sum(f.discount_amount) as discount,
  round(
    100 * cast(sum(f.discount_amount) as double)
      / cast(sum(f.gross_revenue) + sum(f.discount_amount) as double), 1) as percent_given_away,
  round(cast(sum(f.net_revenue) as double) / count(*), 2) as revenue_per_customer
from customer_segments c
join newest n on c.segment_date = n.segment_date
join customer_features f on f.segment_date = c.segment_date and f.customer_id = c.customer_id
where f.orders > 0
group by case when c.coupon_lover then 'coupon lovers' else 'other buyers' end
order by buyers;
