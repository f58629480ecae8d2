"""The launch as a Django app, the last one."""

import gc

from django.apps import AppConfig


class LaunchConfig(AppConfig):
    """Tries the plugins once everything else is ready."""

    name = "cms.launch"
    label = "launch"

    def ready(self) -> None:
        from cms.launch.plugins.trying import try_out

        try_out()
        # What is loaded by now stays: to look for garbage in it again and again would take an eighth of each start.
        gc.freeze()
        gc.enable()
