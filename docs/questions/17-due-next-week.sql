-- Question: Whose next order is due in the coming week?
-- Tables: customer_segments, customer_features, segment_summary, runs
-- Reading: By the usual gap between purchases of each customer. What comes in on a day will be
--   less: not everybody keeps the rhythm.
-- Empty: Where nobody is due.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  c.next_order_due_date as due,
  count(*) as customers,
  sum(case when c.loyalty = 'VIP' then 1 else 0 end) as vips,
  round(sum(f.average_order_value), 2) as orders_would_be_worth
from customer_segments c
join newest n on c.segment_date = n.segment_date
join customer_features f on f.segment_date = c.segment_date and f.customer_id = c.customer_id
where c.next_order_due_date > n.segment_date
  and c.next_order_due_date <= n.segment_date + interval '7' day
group by c.next_order_due_date
order by c.next_order_due_date;
