"""The ASGI application."""

import os

from django.core.asgi import get_asgi_application

from cms.launch.data_folder import require_secret_key
from cms.launch.safe_start import safe_start
from cms.launch.startup import reconcile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
with safe_start():
    require_secret_key()
    application = get_asgi_application()
    reconcile()
