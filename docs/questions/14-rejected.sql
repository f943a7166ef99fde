-- Question: Which source rows were refused, and why?
-- Tables: rejected_rows
-- Reading: Of the newest ingest that refused any. What each reason means is in docs/semantics.md;
--   the rows themselves, as JSON, are in the column row.
-- Empty: Where no row was ever refused.
with newest as (
  select max(ingest_batch) as ingest_batch from rejected_rows
)
select
  r.ingest_batch,
  r.source,
  r.reason,
  count(*) as refused
from rejected_rows r
join newest n on r.ingest_batch = n.ingest_batch
group by r.ingest_batch, r.source, r.reason
order by refused desc, r.source, r.reason;
