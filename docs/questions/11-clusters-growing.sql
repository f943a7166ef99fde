-- Question: Which clusters grow, and which shrink?
-- Tables: segment_transitions, segment_summary, runs
-- Reading: Since the run before. New buyers come from no cluster and are in came. by_refit are
--   those whom moved centroids put elsewhere: they did not change, the clusters did.
-- Empty: While there is only one date.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  moves.cluster,
  sum(moves.customers_then) as customers_then,
  sum(moves.customers_now) as customers_now,
  sum(moves.came) as came,
  sum(moves.went) as went,
  sum(moves.by_refit) as by_refit
from (
  select
    t.segment_date,
    t.to_segment as cluster,
    0 as customers_then,
    t.customers as customers_now,
    case when t.from_segment <> t.to_segment then t.customers else 0 end as came,
    0 as went,
    t.customers_by_refit as by_refit
  from segment_transitions t
  where t.family = 'cluster' and t.horizon = 'previous run'
  union all
  select
    t.segment_date,
    t.from_segment as cluster,
    t.customers as customers_then,
    0 as customers_now,
    0 as came,
    case when t.from_segment <> t.to_segment then t.customers else 0 end as went,
    0 as by_refit
  from segment_transitions t
  where t.family = 'cluster' and t.horizon = 'previous run'
) moves
join newest n on moves.segment_date = n.segment_date
where moves.cluster not in ('not yet a customer', 'no label', 'no longer a customer')
group by moves.cluster
order by sum(moves.customers_now) - sum(moves.customers_then) desc, moves.cluster;
