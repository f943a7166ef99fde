-- Question: Which categories do our best customers buy?
-- Tables: customer_segments, customer_features, segment_summary, runs
-- Reading: Buyers by the category they spent most in. Best are the tiers VIP and Frequent Buyer;
--   a category with a high percent_best wins the right people.
-- Empty: Where no category is mapped.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  f.top_category as category,
  count(*) as buyers,
  sum(case when c.loyalty in ('VIP', 'Frequent Buyer') then 1 else 0 end) as best_customers,
  round(
    100.0 * sum(case when c.loyalty in ('VIP', 'Frequent Buyer') then 1 else 0 end) / count(*), 1)
    as percent_best,
  sum(f.net_revenue) as net_revenue
from customer_segments c
join newest n on c.segment_date = n.segment_date
join customer_features f on f.segment_date = c.segment_date and f.customer_id = c.customer_id
where f.top_category is not null
group by f.top_category
order by best_customers desc, category
limit 10;
