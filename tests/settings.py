"""Settings of the tests: the product's own, in a folder that is thrown away."""

import os
import tempfile
from pathlib import Path

os.environ["DATA"] = tempfile.mkdtemp(prefix="litfass-test-")
os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("BASE_URL", "http://testserver")
os.environ.setdefault("TASK_BACKEND", "immediate")
# No test asks a site of others.
os.environ.setdefault("CHECK_LINKS", "false")

from cms.settings import *  # noqa: F403
from cms.settings import DATABASES, ENV, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(Path(ENV.data) / "test.sqlite3")}
