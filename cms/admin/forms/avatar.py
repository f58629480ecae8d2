"""The form of somebody's own picture at the desk."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.admin.views.account import AvatarSettingsPanel

from cms.content.forms.image import measure_first
from cms.content.models.image import ONE_AT_A_TIME


class AvatarForm(AvatarPreferencesForm):
    """Wagtail's, which would decode whatever is uploaded; this one measures it first, as images are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measure_first(self.fields["avatar"])

    def clean_avatar(self) -> Any:
        """The picture, made small."""
        with ONE_AT_A_TIME:
            return super().clean_avatar()


def connect() -> None:
    """Puts it in the place of Wagtail's; repeating it does no harm."""
    AvatarSettingsPanel.form_class = AvatarForm
