"""Answers pages of one checkout over the demo archive and says what each cost; a process of its own, which `bench.site` asks.

It is run as a file, and knows nothing of the checkout but what every version of it has: its settings and its demo archive. It reads
a line of JSON, `[path, times]`, and writes one: the CPU seconds of each request, and the queries of one.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import sys
import time

os.environ.setdefault("SECRET_KEY", "only-for-measuring")
os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

WARMING = 5


def main() -> None:
    """Fills the archive, then answers until nobody asks any more."""
    answers, sys.stdout = sys.stdout, sys.stderr
    logging.disable(logging.ERROR)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("demo", verbosity=0)
    client = Client()
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        path, times = json.loads(line)
        print(json.dumps(costs(client, path, times)), file=answers, flush=True)


def costs(client: Client, path: str, times: int) -> dict[str, object]:
    """What so many requests cost once everything is warm; nothing but the status of a page that the checkout has not."""
    for _ in range(WARMING):
        if (status := client.get(path).status_code) != 200:
            return {"status": status}
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    gc.collect()
    return {"status": 200, "queries": len(captured), "seconds": [seconds(client, path) for _ in range(times)]}


def seconds(client: Client, path: str) -> float:
    """CPU time of this process for one request."""
    started = time.process_time()
    client.get(path)
    return time.process_time() - started


main()
