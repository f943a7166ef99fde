"""Runs the DAG and the notebook of conf/scheduling against stand-ins for Airflow and Databricks.

The stand-ins do what the sources of Airflow 2.9 and 3 and of its Spark provider say: the operator
starts spark-submit and raises AirflowException with the exit code in its message, templates are
expressions between double braces, and a task that raises AirflowFailException is not tried again.
"""

import datetime as real
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import types
import unittest
from zoneinfo import ZoneInfo

SCHEDULING = pathlib.Path(sys.argv.pop(1))


class AirflowException(Exception):
    pass


class AirflowFailException(AirflowException):
    pass


class Moment(real.datetime):
    def in_timezone(self, zone):
        return self.astimezone(ZoneInfo(zone))


class DAG:
    current = None

    def __init__(self, **settings):
        self.settings = settings
        self.tasks = []

    def __enter__(self):
        DAG.current = self

    def __exit__(self, *ignored):
        DAG.current = None

    def day(self, beginning=None, **params):
        """The context of a run whose data interval begins then."""
        given = {name: param.default for name, param in self.settings["params"].items()}
        return {"params": {**given, **params}, "data_interval_start": beginning}


class Param:
    def __init__(self, default, **schema):
        self.default = default
        self.schema = schema


class Timetable:
    def __init__(self, cron, timezone):
        self.told = (cron, timezone)


class SparkSubmitOperator:
    def __init__(self, **settings):
        self.settings = settings
        DAG.current.tasks.append(self)

    def command(self, context):
        settings = self.settings
        return [
            "spark-submit",
            *[word for key, value in settings["conf"].items() for word in ("--conf", f"{key}={value}")],
            *["--packages", settings["packages"], "--name", settings["name"]],
            *["--class", settings["java_class"], "--deploy-mode", settings["deploy_mode"]],
            settings["application"],
            *[rendered(argument, context) for argument in settings["application_args"]],
        ]

    def execute(self, context):
        command = self.command(context)
        code = subprocess.run(command).returncode
        if code:
            raise AirflowException(f"Cannot execute: {command}. Error code is: {code}.")
        return None


def rendered(text, context):
    return re.sub(r"\{\{(.*?)\}\}", lambda part: str(eval(part.group(1).strip(), {}, context)), text)


def tries(task, context):
    """How often Airflow would run the task, and how it ends."""
    for attempt in range(1, task.settings["retries"] + 2):
        try:
            task.execute(context)
            return attempt, "success"
        except AirflowFailException as failure:
            return attempt, f"failed: {failure}"
        except AirflowException:
            pass
    return attempt, "failed"


def modules(generation):
    """The modules of Airflow that a DAG finds."""
    provider = "airflow.providers.apache.spark.operators.spark_submit"
    found = {
        "airflow.timetables.interval": {"CronDataIntervalTimetable": Timetable},
        provider: {"SparkSubmitOperator": SparkSubmitOperator},
        "airflow.exceptions": {"AirflowFailException": AirflowFailException},
    }
    if generation == 2:
        found["airflow"] = {"DAG": DAG}
        found["airflow.models.param"] = {"Param": Param}
    else:
        found["airflow.sdk"] = {"DAG": DAG, "Param": Param}
    return found


def dags(generation):
    """Loads the file as Airflow does, and returns its DAGs by their ids."""
    for name in [name for name in sys.modules if name.split(".")[0] == "airflow"]:
        del sys.modules[name]
    for name, members in modules(generation).items():
        parts = name.split(".")
        for end in range(1, len(parts) + 1):
            package = sys.modules.setdefault(
                ".".join(parts[:end]), types.ModuleType(".".join(parts[:end]))
            )
            package.__path__ = []
        for member, value in members.items():
            setattr(sys.modules[name], member, value)
    made = []

    class Recording(DAG):
        def __init__(self, **settings):
            super().__init__(**settings)
            made.append(self)

    sys.modules["airflow" if generation == 2 else "airflow.sdk"].DAG = Recording
    file = SCHEDULING / "airflow" / "clientele_dag.py"
    exec(compile(file.read_text(), str(file), "exec"), {"__name__": "clientele_dag"})
    return {dag.settings["dag_id"]: dag for dag in made}


class Schedules(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.addCleanup(os.environ.__setitem__, "PATH", os.environ["PATH"])
        os.environ["PATH"] = self.folder.name + os.pathsep + os.environ["PATH"]
        os.environ.pop("CLIENTELE_ZONE", None)

    def spark_submit(self, code):
        file = pathlib.Path(self.folder.name, "spark-submit")
        file.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >"{self.folder.name}/words"\nexit {code}\n')
        file.chmod(0o755)

    def words(self):
        return pathlib.Path(self.folder.name, "words").read_text().splitlines()

    def as_of(self, dag, context):
        words = dag.tasks[0].command(context)
        return words[words.index("--as-of") + 1]

    def test_runs_one_day_after_the_other_in_both_airflows(self):
        for generation in (2, 3):
            dag = dags(generation)["clientele"]
            self.assertEqual(dag.settings["schedule"].told, ("0 4 * * *", "Europe/Berlin"))
            self.assertEqual(dag.settings["max_active_runs"], 1)
            self.assertEqual(dag.settings["catchup"], True)
            self.assertEqual(dag.settings["default_args"], {"depends_on_past": True})

    def test_hands_the_day_to_spark_submit_in_client_mode(self):
        self.spark_submit(0)
        dag = dags(3)["clientele"]
        # 04:00 in Berlin, in winter; ends 24 hours later, when the run starts.
        beginning = Moment(2025, 12, 31, 3, 0, tzinfo=real.timezone.utc)
        self.assertEqual(tries(dag.tasks[0], dag.day(beginning)), (1, "success"))
        self.assertEqual(
            self.words(),
            ["--packages", "io.delta:delta-spark_4.1_2.13:4.4.0", "--name", "clientele"]
            + ["--class", "io.clientele.cli.Main", "--deploy-mode", "client"]
            + ["/opt/clientele/clientele-0.1.0.jar", "run", "--conf", "/etc/clientele/shop.conf"]
            + ["--as-of", "2025-12-31", "--log", "json"],
        )

    def test_the_day_is_the_shop_s_and_not_that_of_utc(self):
        os.environ["CLIENTELE_ZONE"] = "Australia/Sydney"
        self.addCleanup(os.environ.pop, "CLIENTELE_ZONE")
        dag = dags(3)["clientele"]
        # 04:00 in Sydney on the 31st is still the 30th in UTC.
        beginning = Moment(2025, 12, 30, 17, 0, tzinfo=real.timezone.utc)
        self.assertEqual(self.as_of(dag, dag.day(beginning)), "2025-12-31")
        self.assertEqual(self.as_of(dag, dag.day(beginning, as_of="2025-06-01")), "2025-06-01")

    def test_only_exit_code_5_is_tried_again(self):
        dag = dags(3)["clientele"]
        context = dag.day(Moment(2025, 12, 31, 3, 0, tzinfo=real.timezone.utc))
        for code in (1, 2, 3, 4, 137, 143):
            self.spark_submit(code)
            told = f"failed: Clientele ended with exit code {code}; a retry cannot help"
            self.assertEqual(tries(dag.tasks[0], context), (1, told))
        self.spark_submit(5)
        self.assertEqual(tries(dag.tasks[0], context), (7, "failed"))

    def test_fills_in_the_days_it_is_given(self):
        self.spark_submit(0)
        dag = dags(2)["clientele_backfill"]
        self.assertIsNone(dag.settings["schedule"])
        context = dag.day(**{"from": "2025-01-31", "to": "2025-03-31", "every": "month"})
        self.assertEqual(tries(dag.tasks[0], context), (1, "success"))
        self.assertEqual(
            self.words()[-11:],
            ["backfill", "--conf", "/etc/clientele/shop.conf", "--from", "2025-01-31"]
            + ["--to", "2025-03-31", "--every", "month", "--log", "json"],
        )

    def test_the_notebook_tells_the_day_that_has_ended(self):
        for given, expected in (("", "2025-12-30"), ("2025-06-01", "2025-06-01")):
            told = {}
            widgets = {"zone": "America/Los_Angeles", "as_of": given}
            dbutils = types.SimpleNamespace(
                widgets=types.SimpleNamespace(get=widgets.__getitem__),
                jobs=types.SimpleNamespace(
                    taskValues=types.SimpleNamespace(set=told.__setitem__)
                ),
            )
            text = (SCHEDULING / "databricks" / "day.py").read_text()
            # In Los Angeles it is still the 31st.
            now = Moment(2026, 1, 1, 4, 0, tzinfo=real.timezone.utc)
            text = text.replace("datetime.now(", "now.astimezone(")
            exec(compile(text, "day.py", "exec"), {"dbutils": dbutils, "now": now})
            self.assertEqual(told, {"as_of": expected})


if __name__ == "__main__":
    unittest.main()
