"""`make bench`: all measurements, one after the other; `python -m bench reading` one of them, by its name."""

import os
import sys
from importlib import import_module

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

import django

django.setup()

ALL = ("plugins", "delivery", "site", "many_lines", "images", "searching", "indexing", "parking")

raise SystemExit(max(import_module(f"bench.{name}").main() for name in sys.argv[1:] or ALL))
