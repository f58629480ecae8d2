"""A Django project that does nothing but send bytes from memory: what no answer can cost less than."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="only-for-measuring")
SENT = Path(os.environ["BENCH_BODIES"])
bodies: dict[str, bytes] = {}


def bare(_request: HttpRequest, name: str) -> HttpResponse:
    """The bytes of the file with the name, read once."""
    if name not in bodies:
        bodies[name] = (SENT / name).read_bytes()
    return HttpResponse(bodies[name], content_type="application/json")


urlpatterns = [path("<str:name>", bare)]
application = get_wsgi_application()
