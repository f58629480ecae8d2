"""The form of a line within a page."""

from __future__ import annotations

from wagtail.admin.forms.models import WagtailAdminModelForm


class LineForm(WagtailAdminModelForm):
    """Judges the line as a draft while its page is saved as one."""

    def _post_clean(self) -> None:
        self.instance.as_draft = self.is_deferred_validation
        try:
            super()._post_clean()
        finally:
            self.instance.as_draft = False
