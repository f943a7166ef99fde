-- Question: How many new customers come each month, and do they buy again?
-- Tables: cohort_retention, segment_summary, runs
-- Reading: A customer is new in the month of the first purchase. bought_again counts second
--   purchase days up to now, so young months look worse than they will be; question 5 compares
--   like with like. revenue_of_the_month is what they paid in that month.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  c.cohort_month as month_of_first_purchase,
  max(c.cohort_customers) as customers,
  max(c.repeat_customers) as bought_again,
  round(100.0 * max(c.repeat_customers) / max(c.cohort_customers), 1) as percent_bought_again,
  max(case when c.months_since = 0 then c.gross_revenue end) as revenue_of_the_month
from cohort_retention c
join newest n on c.segment_date = n.segment_date
group by c.cohort_month
order by c.cohort_month desc
limit 12;
