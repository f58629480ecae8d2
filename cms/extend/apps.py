"""The kernel as a Django app."""

from django.apps import AppConfig


class ExtendConfig(AppConfig):
    """Loads the kernel."""

    name = "cms.extend"
    label = "extend"

    def ready(self) -> None:
        from cms.extend import checks  # noqa: F401
