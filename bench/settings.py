"""The product's settings, in a folder that is thrown away, with stock Wagtail API v2 beside our own."""

import os
import tempfile

os.environ["DATA"] = tempfile.mkdtemp(prefix="litfass-bench-")
os.environ["DATABASE_URL"] = os.environ.get("BENCH_DATABASE_URL", "")
os.environ["SEARCH_URL"] = ""
os.environ.setdefault("SECRET_KEY", "only-for-measuring")
os.environ["TASK_BACKEND"] = "immediate"
os.environ["BASE_URL"] = "http://testserver"

from cms.settings import *  # noqa: F403
from cms.settings import INSTALLED_APPS, STATIC_ROOT, WAGTAILSEARCH_BACKENDS

INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.api.v2", "rest_framework"]
ROOT_URLCONF = "bench.urls"
WAGTAILSEARCH_BACKENDS["default"] |= {"AUTO_UPDATE": False}  # type: ignore[dict-item]
STATIC_ROOT.mkdir()
