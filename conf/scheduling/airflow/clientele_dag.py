"""Clientele every night, and its backfill, for Airflow 2.9 or later and Airflow 3.

Needs the provider apache-airflow-providers-apache-spark and a spark-submit 4.1 on the workers.

Which day. A run computes the day of the shop that has just ended. The data interval begins on that
day, at the hour of the schedule, and ends when the run starts. Where the UTC date of that beginning
is the shop's, as at 04:00 in Berlin, the day is {{ ds }}. It is not everywhere ({{ ds }} is a date
in UTC), so AS_OF asks for the date in the shop's zone. The timetable is spelled out because a plain
cron string means the day that begins in Airflow 3, and the day that ended in Airflow 2.

Deploy mode. Client: the driver is the worker's own process, it reads shop.conf from the worker's
disk, and spark-submit returns Clientele's exit code. Cluster mode hides it: 0 whatever happened on a
standalone cluster, 1 for every failure on YARN.
"""

from __future__ import annotations

import os
import re
from datetime import datetime, timedelta

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.timetables.interval import CronDataIntervalTimetable

try:
    from airflow.sdk import DAG, Param
except ImportError:
    from airflow import DAG
    from airflow.models.param import Param

try:
    from airflow.sdk.exceptions import AirflowFailException
except ImportError:
    from airflow.exceptions import AirflowFailException

ZONE = os.environ.get("CLIENTELE_ZONE", "Europe/Berlin")  # shop.time-zone of shop.conf
CONF = os.environ.get("CLIENTELE_CONF", "/etc/clientele/shop.conf")
JAR = os.environ.get("CLIENTELE_JAR", "/opt/clientele/clientele-0.1.0.jar")
METRICS = os.environ.get("CLIENTELE_METRICS", "")  # a file for Prometheus' textfile collector

AS_OF = (
    "{{ params['as_of'] or data_interval_start.in_timezone('" + ZONE + "').strftime('%Y-%m-%d') }}"
)

# Another run is at work on the same date. Nothing else is cured by waiting.
CONFLICT = 5
EXIT_CODE = re.compile(r"Error code is: (-?\d+)")


class ClienteleOperator(SparkSubmitOperator):
    """Fails at once, without Airflow's retries, unless Clientele ended with exit code 5."""

    def execute(self, context):
        try:
            return super().execute(context)
        except Exception as failure:
            # The hook tells spark-submit's exit code in its message, and nowhere else in public.
            code = EXIT_CODE.search(str(failure))
            if code is None or int(code.group(1)) == CONFLICT:
                raise
            raise AirflowFailException(
                f"Clientele ended with exit code {code.group(1)}; a retry cannot help"
            ) from failure


def clientele(task_id: str, *arguments: str) -> ClienteleOperator:
    """Returns the task that runs a command of Clientele."""
    return ClienteleOperator(
        task_id=task_id,
        conn_id="spark_default",
        deploy_mode="client",
        application=JAR,
        java_class="io.clientele.cli.Main",
        packages="io.delta:delta-spark_4.1_2.13:4.4.0",
        name="clientele",
        conf={"spark.clientele.metrics.file": METRICS} if METRICS else {},
        application_args=[*arguments, "--log", "json"],
        retries=6,
        retry_delay=timedelta(minutes=10),
    )


# Days that were missed (catchup) or failed (depends_on_past) are computed first, one after the other:
# every day looks at the one before it. What came before start_date is the backfill's, which reads the
# sources once for all of its days.
with DAG(
    dag_id="clientele",
    schedule=CronDataIntervalTimetable("0 4 * * *", timezone=ZONE),
    start_date=datetime(2026, 1, 1),
    catchup=True,
    max_active_runs=1,
    default_args={"depends_on_past": True},
    params={"as_of": Param(None, type=["null", "string"], format="date")},
):
    clientele("run", "run", "--conf", CONF, "--as-of", AS_OF)

# Started by hand, with its days. It goes on where it stopped, so it may simply be started again. A
# nightly run of another day waits meanwhile.
with DAG(
    dag_id="clientele_backfill",
    schedule=None,
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    params={
        "from": Param("2025-01-31", type="string", format="date"),
        "to": Param("2025-12-31", type="string", format="date"),
        "every": Param("day", type="string", enum=["day", "week", "month"]),
    },
):
    clientele(
        "backfill",
        "backfill",
        "--conf",
        CONF,
        "--from",
        "{{ params['from'] }}",
        "--to",
        "{{ params['to'] }}",
        "--every",
        "{{ params['every'] }}",
    )
