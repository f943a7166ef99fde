# Databricks notebook source
# Which day to compute: the job's parameter as_of, or else the day that has just ended in the shop's
# time zone. The job's own {{job.start_time.iso_date}} is a date in UTC, and of the day that begins.
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

today = datetime.now(ZoneInfo(dbutils.widgets.get("zone"))).date()  # noqa: F821
as_of = dbutils.widgets.get("as_of") or (today - timedelta(days=1)).isoformat()  # noqa: F821
dbutils.jobs.taskValues.set("as_of", as_of)  # noqa: F821
