"""The project itself as a Django app, for its commands."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Loads the project's management commands."""

    name = "cms"
    label = "cms"
