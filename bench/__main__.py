"""`make bench`: all measurements, one after the other."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

import django

django.setup()

from bench import delivery, images, indexing, many_lines, parking, plugins, site  # noqa: E402

raise SystemExit(max(bench.main() for bench in (plugins, delivery, site, many_lines, images, indexing, parking)))
