"""The room about plugins that are away; its models keep the label of `cms.content`."""

from django.apps import AppConfig


class DormantConfig(AppConfig):
    """Keeps what plugins that are away have left behind."""

    name = "cms.dormant"
    label = "dormant"

    def ready(self) -> None:
        """Refuses deletions, follows `migrate`, and tells the kernel which plugins must stay disabled."""
        from cms.dormant import known_plugins, protect, reconcile
        from cms.extend import activation

        activation.ask_before_enabling(known_plugins.reason_not_to_enable)
        protect.connect()
        reconcile.connect()
