"""The form of a release."""

from __future__ import annotations

from typing import Any

from cms.content.forms.page import PageForm
from cms.content.sites import site_of
from plugins.press.settings import settings_of


class PressReleaseForm(PageForm):
    """Begins new releases with what the site says about itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and self.parent_page and not self.initial.get("about"):
            site = site_of(self.parent_page)
            self.initial["about"] = settings_of(site).about if site else ""
