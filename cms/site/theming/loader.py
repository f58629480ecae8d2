"""Where templates come from."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.template.loaders import app_directories

from cms.extend import Plugin
from cms.extend.reserved import CORE


class PluginsFirst(app_directories.Loader):
    """The templates of plugins before all others, so that they may override those of the site."""

    def get_dirs(self) -> list[str | Path]:
        """The folders `templates` of the plugins that are loaded, in the order of the settings."""
        found = (config for config in apps.get_app_configs() if isinstance(config, Plugin) and config.slug not in CORE)
        return [folder for config in found if (folder := Path(config.path) / "templates").is_dir()]
