"""The launch as a Django app, the last one."""

from django.apps import AppConfig


class LaunchConfig(AppConfig):
    """Tries the plugins once everything else is ready."""

    name = "cms.launch"
    label = "launch"

    def ready(self) -> None:
        from cms.launch.plugins.trying import try_out

        try_out()
