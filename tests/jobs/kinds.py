"""Kinds of work that only the tests' worker knows: one that ends well, one that refuses, one that can be killed midway."""

import time
from pathlib import Path

from lms.jobs.actions import JobHandle, JobRefused, job_kind


@job_kind("tests.add")
def add(job: JobHandle) -> None:
    numbers = [int(number) for number in job.args["numbers"]]
    for done, _ in enumerate(numbers, 1):
        job.report(done, len(numbers))
    job.keep_file("sum.txt", str(sum(numbers)).encode())
    job.finish(result={"sum": sum(numbers)})


@job_kind("tests.refuse")
def refuse(job: JobHandle) -> None:
    raise JobRefused("row 3: no such branch")


@job_kind("tests.wait")
def wait(job: JobHandle) -> None:
    """Goes on until the file named by ``until`` exists."""
    job.report(0, 1)
    deadline = time.monotonic() + 60
    while not Path(job.args["until"]).exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    job.finish(result={"waited": True})
