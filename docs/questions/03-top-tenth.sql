-- Question: What share of the revenue comes from the best 10% of buyers?
-- Tables: revenue_concentration, segment_summary, runs
-- Reading: Row 10 is the answer; the others show the curve. gini is 0 where all buyers bring the
--   same and near 1 where one brings all. Buyers below 0, who returned more than they kept, count
--   as 0.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  r.percentile as best_percent_of_buyers,
  round(100 * r.cumulative_revenue_share, 1) as percent_of_revenue,
  round(r.gini, 3) as gini
from revenue_concentration r
join newest n on r.segment_date = n.segment_date
where r.percentile in (1, 5, 10, 20, 50)
order by r.percentile;
