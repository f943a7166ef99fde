-- Question: What are the clusters like?
-- Tables: cluster_profiles, segment_summary, runs
-- Reading: Means of each cluster, those of all buyers in the last row. discount_share is the
--   discount in what would have been paid without.
with newest as (
  select max(segment_date) as segment_date
  from segment_summary
  where segment_date in (
    select segment_date from runs where status = 'succeeded' and command in ('run', 'segments'))
)
select
  p.cluster,
  max(p.customers) as customers,
  max(case when p.feature = 'recency_days' then round(p.mean, 0) end) as recency_days,
  max(case when p.feature = 'purchase_days' then round(p.mean, 1) end) as purchase_days,
  max(case when p.feature = 'net_revenue' then round(p.mean, 2) end) as net_revenue,
  max(case when p.feature = 'average_order_value' then round(p.mean, 2) end)
    as average_order_value,
  max(case when p.feature = 'discount_share' then round(p.mean, 3) end) as discount_share
from (
  select c.segment_date, c.cluster, c.feature, c.customers, c.mean from cluster_profiles c
  union all
  select c.segment_date, 'all buyers' as cluster, c.feature, sum(c.customers), max(c.base_mean)
  from cluster_profiles c
  group by c.segment_date, c.feature
) p
join newest n on p.segment_date = n.segment_date
group by p.cluster
order by case when p.cluster = 'all buyers' then 1 else 0 end, customers desc, p.cluster;
