"""A task that takes its time and writes down what it does."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django_tasks import task


def written() -> Path:
    """Where it writes."""
    return Path(os.environ["DATA"]) / "bells.txt"


@task()
def ring(bell: str, seconds: float) -> None:
    """Rings the bell for a while."""
    with written().open("a") as file:
        print(bell, "begun", file=file, flush=True)
        time.sleep(seconds)
        print(bell, "rung", file=file, flush=True)
