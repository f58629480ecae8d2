"""An address that fails, for the test of the page that says so."""

from django.http import HttpRequest
from django.urls import path

from cms.urls import urlpatterns as all_patterns


def fail(request: HttpRequest) -> None:
    """Fails."""
    raise RuntimeError("Absicht")


urlpatterns = [path("kaputt/", fail), *all_patterns]
