"""The ledger of what is public."""

from collections.abc import Iterable

import cms
from cms.extend import Plugin, Trigger


class PublishingConfig(Plugin):
    """The ledger of what is public."""

    name = "cms.publishing"
    label = "publishing"
    slug = "publishing"
    title = "Publishing"
    version = cms.__version__

    def triggers(self) -> Iterable[Trigger]:
        from cms.publishing.plugin_reactions import core_triggers

        return core_triggers()

    def ready(self) -> None:
        from cms.publishing import consumers, plugin_reactions, receivers

        consumers.register_source(plugin_reactions.reactions)
        receivers.connect()
