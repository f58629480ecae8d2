"""Where templates come from: those of plugins first, under guard where they stand in the place of the site's own."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.template import Context, Origin, Template, TemplateDoesNotExist, TemplateSyntaxError
from django.template.loaders import app_directories, cached
from django.utils.safestring import SafeString

from cms.extend import Plugin, PointFailed
from cms.extend.guard import Guarded, failed
from cms.extend.reserved import CORE
from cms.extend.telling import shown

log = logging.getLogger(__name__)


class PluginsFirst(app_directories.Loader):
    """The templates of plugins, so that they may override those of the site."""

    def get_dirs(self) -> list[str | Path]:
        """The folders `templates` of the plugins that are loaded, in the order of the settings."""
        return [folder for _slug, folder in folders()]


def folders() -> Iterator[tuple[str, Path]]:
    """The slug of each plugin that is loaded and has templates, and their folder."""
    for config in apps.get_app_configs():
        if isinstance(config, Plugin) and config.slug not in CORE:
            folder = Path(config.path) / "templates"
            if folder.is_dir():
                yield config.slug, folder


def _owner(origin: Origin) -> str:
    return next(slug for slug, folder in folders() if folder in Path(origin.name).parents)


class SiteLoader(cached.Loader):
    """Reads each template once."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """The template; one that a plugin puts in the place of another knows that one, and gives way to it if it cannot be read."""
        key = self.cache_key(template_name, skip)
        try:
            found = super().get_template(template_name, skip)
        except (TemplateSyntaxError, UnicodeDecodeError) as error:
            first = self._first(template_name, skip or [])
            if not isinstance(first.loader, PluginsFirst):
                raise
            log.exception("The template %s of the plugin %s cannot be read.", template_name, _owner(first))
            failed(_owner(first), f"templates.{template_name}", shown(error))
            found = self.get_template_cache[key] = super().get_template(template_name, [*(skip or ()), first])
            return found
        if isinstance(found, InPlace) or not isinstance(found.origin.loader, PluginsFirst):
            return found
        try:
            own = super().get_template(template_name, [*(skip or ()), found.origin])
        except TemplateDoesNotExist:
            return found
        placed = self.get_template_cache[key] = InPlace(found, own)
        return placed

    def _first(self, template_name: str, skip: list[Origin]) -> Origin:
        """Where the template is read from."""
        for origin in self.get_template_sources(template_name):
            if origin not in skip and Path(origin.name).is_file():
                return origin
        raise TemplateDoesNotExist(template_name)


class InPlace(Template):
    """A plugin's template in the place of the site's own, which is shown while the plugin's fails or is paused."""

    def __init__(self, theirs: Template, own: Template) -> None:
        super().__init__(theirs.source, theirs.origin, theirs.name, theirs.engine)
        self._own = own
        self._theirs = Guarded(_owner(theirs.origin), f"templates.{theirs.name}", super().render)

    def render(self, context: Context) -> SafeString:
        """What is shown."""
        try:
            text: SafeString = self._theirs(context)
        except PointFailed:
            return self._own.render(context)
        return text
