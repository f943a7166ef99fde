-- Question: Did last night's run succeed, and does every row of the source add up?
-- Tables: runs
-- Reading: One row: the newest run. reconciles is yes where every row and every amount of the
--   orders source is in exactly one class. A killed run leaves no row, or one with status
--   started: look at segment_date as well.
select
  r.segment_date,
  r.status,
  r.exit_code,
  r.message,
  r.source_rows,
  r.accepted_rows,
  r.guest_rows,
  r.rejected_rows,
  r.filtered_rows + r.forgotten_rows as left_out_rows,
  r.customers,
  case
    when r.source_rows
        = r.filtered_rows + r.accepted_rows + r.guest_rows + r.rejected_rows + r.forgotten_rows
      and r.source_amount
        = r.filtered_amount + r.accepted_amount + r.guest_amount + r.rejected_amount
          + r.forgotten_amount
    then 'yes'
    else 'no'
  end as reconciles
from runs r
where r.command = 'run'
order by r.finished_at desc
limit 1;
