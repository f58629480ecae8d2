"""`make bench`: all measurements, one after the other."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

import django

django.setup()

from bench import delivery, parking  # noqa: E402

raise SystemExit(max([delivery.main(), parking.main()]))
