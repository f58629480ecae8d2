"""Runs Python with a clock that is wrong: `python -m tests.killing.stepped SECONDS manage.py worker`, or `… SECONDS -m MODULE`."""

from __future__ import annotations

import runpy
import sys
import time

import time_machine

if __name__ == "__main__":
    seconds, *sys.argv = sys.argv[1:]
    with time_machine.travel(time.time() + int(seconds)):
        if sys.argv[0] == "-m":
            sys.argv.pop(0)
            runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
        else:
            runpy.run_path(sys.argv[0], run_name="__main__")
