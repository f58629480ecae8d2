"""The project itself as a Django app, for its commands."""

import gc
from typing import Any

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Loads the project's management commands."""

    name = "cms"
    label = "cms"

    def __init__(self, app_name: str, app_module: Any) -> None:
        super().__init__(app_name, app_module)
        # While everything is loaded nothing is garbage; `cms.launch` begins to look for it.
        gc.disable()

    def import_models(self) -> None:
        """Before any plugin's models: they may ask Wagtail for something already."""
        from cms.launch.plugins.catalogues import keep_to_their_own_texts

        # Django translates a text as soon as it has a model.
        keep_to_their_own_texts()
        super().import_models()
        from cms.launch.plugins.snippets import watch_snippets

        watch_snippets()

    def ready(self) -> None:
        """Looks at the plugins, before anybody else uses them: this app is the first."""
        from cms.launch.plugins.inspecting import inspect

        inspect()
