-- Question: Are newer customers better or worse at coming back?
-- Tables: cohort_retention, segment_summary, runs
-- Reading: Percent of a month's new customers with a second purchase day by the end of the 1st,
--   3rd, 6th and 12th month after it. Compare down a column; an empty cell is a month that has
--   not ended.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  c.cohort_month as month_of_first_purchase,
  max(c.cohort_customers) as customers,
  max(case when c.months_since = 1 and c.is_complete then round(100 * c.repeat_share, 1) end)
    as percent_after_1_month,
  max(case when c.months_since = 3 and c.is_complete then round(100 * c.repeat_share, 1) end)
    as percent_after_3_months,
  max(case when c.months_since = 6 and c.is_complete then round(100 * c.repeat_share, 1) end)
    as percent_after_6_months,
  max(case when c.months_since = 12 and c.is_complete then round(100 * c.repeat_share, 1) end)
    as percent_after_12_months
from cohort_retention c
join newest n on c.segment_date = n.segment_date
group by c.cohort_month
order by c.cohort_month desc
limit 18;
