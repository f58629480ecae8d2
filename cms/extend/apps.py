"""The kernel as a Django app."""

from django.apps import AppConfig


class ExtendConfig(AppConfig):
    """Loads the kernel."""

    name = "cms.extend"
    label = "extend"
