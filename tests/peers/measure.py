"""What one reading gives and costs: CPU of the process and of every process it waited for."""

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from dataclasses import dataclass


@dataclass
class Run:
    """How a process ended."""

    output: str
    status: int
    """The exit status; negative is the signal that ended it."""
    milliseconds: float
    """User and system time."""


def of_command(arguments, seconds):
    """Runs a program, its start included; it is killed after so many seconds."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            arguments, stdin=subprocess.DEVNULL, stdout=output,
            stderr=subprocess.DEVNULL, start_new_session=True)
        run = wait(process.pid, output, seconds)
        process.returncode = run.status
        return run


def of_function(function, seconds):
    """Calls a function in a copy of this process, so that what is imported here costs it nothing.

    The output is what it returns, as JSON. Making the copy and ending it are not counted.
    """
    with tempfile.TemporaryFile() as output:
        sys.stdout.flush()
        process = os.fork()
        if process == 0:
            call(function, output)
        run = wait(process, output, seconds)
        if run.status == 0:
            answer = json.loads(run.output)
            run.output, run.milliseconds = answer["output"], answer["milliseconds"]
        return run


def call(function, output):
    """In the copy: never returns."""
    status = 1
    try:
        os.setsid()
        start = spent()
        answer = {"output": json.dumps(function()), "milliseconds": spent() - start}
        output.write(json.dumps(answer).encode())
        output.flush()
        status = 0
    except Exception:
        output.write(traceback.format_exc().encode())
        output.flush()
    finally:
        os._exit(status)


def spent():
    """Milliseconds of CPU of this process and of those it waited for."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(milliseconds(usage) for usage in usages)


def milliseconds(usage):
    return 1000 * (usage.ru_utime + usage.ru_stime)


def wait(process, output, seconds):
    timer = threading.Timer(seconds, os.killpg, (process, signal.SIGKILL))
    timer.start()
    _, status, usage = os.wait4(process, 0)
    timer.cancel()
    timer.join()
    output.seek(0)
    return Run(
        output=output.read().decode(errors="replace"),
        status=os.waitstatus_to_exitcode(status),
        milliseconds=milliseconds(usage))
