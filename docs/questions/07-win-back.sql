-- Question: How long is the win-back list, and whom is it worth writing to?
-- Tables: customer_segments, customer_features, segment_summary, runs
-- Reading: Lost customers by what they have brought ever; set the bounds to your prices.
--   to_write_to leaves the tenth with control_bucket below 1000 out: who comes back among them
--   would have come back anyway. The bucket of a customer never changes.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  lost.worth,
  count(*) as customers,
  sum(case when lost.control_bucket >= 1000 then 1 else 0 end) as to_write_to,
  sum(lost.net_revenue) as net_revenue,
  round(100 * avg(lost.return_probability_90d), 1) as percent_back_in_90_days
from (
  select
    case
      when f.net_revenue >= 1000 then '1000 and more'
      when f.net_revenue >= 200 then '200 to 1000'
      when f.net_revenue >= 50 then '50 to 200'
      else 'below 50'
    end as worth,
    c.control_bucket,
    f.net_revenue,
    c.return_probability_90d
  from customer_segments c
  join newest n on c.segment_date = n.segment_date
  join customer_features f on f.segment_date = c.segment_date and f.customer_id = c.customer_id
  where c.lifecycle = 'Lost'
) lost
group by lost.worth
order by min(lost.net_revenue) desc;
