"""What a plugin is: a Django app that says who it is and what it contributes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cms.extend.points import (
    AfterSave,
    ApiField,
    ApiRoute,
    BeforeDelete,
    BeforeSave,
    Block,
    Check,
    Exporter,
    Facet,
    FormPanel,
    Importer,
    Job,
    MenuEntry,
    PageRegion,
    PageType,
    Reaction,
    Record,
    SearchField,
    SiteSettings,
    Trigger,
)
from cms.extend.unloading import attempt, guard_early_receivers, run_ready

CONTRACT = 1
"""Version of the contract in `points`; a plugin names the one it needs in `cms_api`."""


MODELS = _("its models cannot be loaded: {error}")


class Plugin(AppConfig):
    """A Django app that contributes to Litfass.

    Its methods return frozen descriptors and import what they need inside their bodies, since models may not be imported while
    Django still loads apps.
    """

    default_auto_field = "django.db.models.BigAutoField"

    slug: ClassVar[str]
    title: ClassVar[str]
    version: ClassVar[str]
    cms_api: ClassVar[int] = CONTRACT
    requires: ClassVar[tuple[str, ...]] = ()
    enabled_by_default: ClassVar[bool] = False
    """Whether a site where nobody has decided has it."""

    # Django takes the one config in an `apps.py` whose `default` is true; this class stands there too, by import.
    default = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.default = True

    def __init__(self, app_name: str, app_module: Any) -> None:
        super().__init__(app_name, app_module)
        # Whatever a plugin does when all is loaded costs that plugin alone.
        vars(self)["ready"] = partial(run_ready, self, self.ready)
        guard_early_receivers(self)

    def import_models(self) -> None:
        """Imports the models, as Django does; if that fails the plugin is left out, and all others stay."""
        with attempt(self, MODELS) as is_wanted:
            if is_wanted:
                super().import_models()
                guard_early_receivers(self)

    def page_types(self) -> Iterable[PageType]:
        """Page types that are published to the ledger."""
        return ()

    def records(self) -> Iterable[Record]:
        """Records that are published to the ledger; editors find them in the menu “Archive”."""
        return ()

    def blocks(self) -> Iterable[Block]:
        """Blocks offered in streams."""
        return ()

    def api_routes(self) -> Iterable[ApiRoute]:
        """Routers of the delivery API."""
        return ()

    def api_fields(self) -> Iterable[ApiField]:
        """Further fields of documents."""
        return ()

    def search_fields(self) -> Iterable[SearchField]:
        """Further text that search reads."""
        return ()

    def facets(self) -> Iterable[Facet]:
        """Filters of lists and search."""
        return ()

    def exporters(self) -> Iterable[Exporter]:
        """Forms in which public things can be taken along; feeds are public ones."""
        return ()

    def importers(self) -> Iterable[Importer]:
        """Files that can be read into drafts."""
        return ()

    def triggers(self) -> Iterable[Trigger]:
        """What can happen in the archive."""
        return ()

    def reactions(self) -> Iterable[Reaction]:
        """What is done when something happens."""
        return ()

    def menu(self) -> Iterable[MenuEntry]:
        """Entries in the editors' menu."""
        return ()

    def settings(self) -> Iterable[SiteSettings]:
        """What editors set for each site."""
        return ()

    def checks(self) -> Iterable[Check]:
        """System checks."""
        return ()

    def jobs(self) -> Iterable[Job]:
        """Work that is done again and again."""
        return ()

    def before_delete(self) -> Iterable[BeforeDelete]:
        """Who may refuse a deletion."""
        return ()

    def panels(self) -> Iterable[FormPanel]:
        """Parts of its own in forms of pages and records."""
        return ()

    def before_save(self) -> Iterable[BeforeSave]:
        """What may change or refuse what is about to be saved."""
        return ()

    def after_save(self) -> Iterable[AfterSave]:
        """What is told what was saved."""
        return ()

    def regions(self) -> Iterable[PageRegion]:
        """What pages of the site show beside their own."""
        return ()

    def on_enable(self, site: int) -> None:
        """The plugin was enabled for the Wagtail site with this id; an error leaves it disabled."""

    def on_disable(self, site: int) -> None:
        """The plugin was disabled for the Wagtail site with this id; its content stays."""
