"""Settings of an installation whose static files nobody has collected, which would take longer than most tests."""

from cms.settings import *  # noqa: F403
from cms.settings import STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
