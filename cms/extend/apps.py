"""The kernel as a Django app."""

from django.apps import AppConfig


class ExtendConfig(AppConfig):
    """Loads the kernel, before any plugin is ready."""

    name = "cms.extend"
    label = "extend"

    def ready(self) -> None:
        from cms.extend import checks  # noqa: F401
        from cms.extend.interrupts import tell_ctrl_c_apart
        from cms.extend.untouched import begin_requests_as_now

        tell_ctrl_c_apart()
        begin_requests_as_now()
