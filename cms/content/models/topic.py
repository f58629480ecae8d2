"""The controlled vocabulary of what things are about."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.content.finding import Findable
from cms.content.models.record import DraftableRecord
from cms.content.namesakes import Named
from cms.content.validation import Errors


class Topic(Findable, Named, DraftableRecord):
    """A topic in a tree, with the other words that people use for it."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("broader topic"),
    )
    synonyms = models.TextField(
        _("synonyms"), blank=True, help_text=_("Other words for it, one per line; search knows them.")
    )
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
        help_text=_("If this topic is no longer used, the one to use instead."),
    )

    named_by = ("name", "synonyms")
    panels = [
        FieldPanel("name"),
        FieldPanel("parent"),
        FieldPanel("synonyms"),
        FieldPanel("replaced_by"),
        FieldPanel("slug"),
    ]
    called_by = ("name", "synonyms")
    found_by = ("parent",)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def synonym_list(self) -> list[str]:
        return [line.strip() for line in self.synonyms.splitlines() if line.strip()]

    def integrity_errors(self) -> Errors:
        """Circles, in the tree and in replacements."""
        message = _("This leads in a circle back to the topic itself; choose another one.")
        circular = [name for name in ("parent", "replaced_by") if any(step.pk == self.pk for step in self._chain(name))]
        return dict.fromkeys(circular, message) if self.pk else {}

    def _chain(self, field: str) -> list[Topic]:
        chain: list[Topic] = []
        step: Topic | None = getattr(self, field)
        while step is not None and step not in chain:
            chain.append(step)
            step = getattr(step, field)
        return chain

    @property
    def current(self) -> Topic:
        """The topic to use today: itself, or the end of its chain of replacements as far as these are live."""
        return next((step for step in reversed(self._chain("replaced_by")) if step.live), self)
