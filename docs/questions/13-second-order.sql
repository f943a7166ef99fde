-- Question: How long does it take until the second order?
-- Tables: cohort_retention, segment_summary, runs
-- Reading: Percent of new customers with a second purchase day by the end of so many months after
--   the one of the first. Each row takes the months of first purchase that are old enough for it.
--   Where the curve flattens, a reminder comes too late.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  c.months_since as months_after_the_first,
  sum(c.cohort_customers) as customers,
  sum(c.repeat_customers) as bought_again,
  round(100.0 * sum(c.repeat_customers) / sum(c.cohort_customers), 1) as percent_bought_again
from cohort_retention c
join newest n on c.segment_date = n.segment_date
where c.is_complete and c.months_since <= 12
group by c.months_since
order by c.months_since;
