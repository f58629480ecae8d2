"""The WSGI application."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from cms.launch.data_folder import require_secret_key
from cms.launch.safe_start import safe_start
from cms.launch.slow_senders import SpareThreads
from cms.launch.startup import reconcile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
with safe_start():
    require_secret_key()
    application = SpareThreads(get_wsgi_application(), threads=settings.ENV.threads)
    reconcile()
