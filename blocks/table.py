"""Tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import BooleanBlock, CharBlock
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock

from blocks.base import ContentBlock, text_of
from blocks.ruled import Messages, Ruled
from cms.extend import Passage

SAMPLE = {
    "caption": "Sprechzeiten",
    "columns": [{"type": "text", "heading": "Tag"}, {"type": "text", "heading": "Zeit"}],
    "rows": [{"values": ["Montag", "9–12 Uhr"]}, {"values": ["Donnerstag", "14–18 Uhr"]}],
}


class TableValue(BaseModel):
    """A table, whose cells are plain texts."""

    caption: str = Field(description="What it shows; stands above it.")
    columns: list[str] = Field(description="The headings of its columns; at least one.")
    rows: list[list[str]] = Field(description='Its rows, each with a cell for each column; an empty one is `""`.')
    row_headings: bool = Field(description="Whether the first cell of each row is the row's heading.")


class TableBlock(Ruled, ContentBlock):
    """A table with a caption and headings, so that it can be read aloud."""

    table = TypedTableBlock([("text", CharBlock(label=_("Column"), required=False, max_length=500))], label=_("Table"))
    row_headings = BooleanBlock(
        label=_("The first column names the rows"), required=False, help_text=_("Then it is read out with each cell.")
    )

    def rule_errors(self, value: Mapping[str, Any], *, draft: bool) -> Messages:
        """A table without a caption, without rows, or with a column that has no heading."""
        faults = [] if draft else [str(fault) for fault in _faults(value["table"])]
        return {"table": " ".join(faults)} if faults else {}

    def document(self, value: Mapping[str, Any]) -> TableValue | None:
        """The table; None while it has no cells."""
        table = value["table"]
        if not table.columns or not table.row_data:
            return None
        return TableValue(
            caption=text_of(table.caption),
            columns=[text_of(column["heading"]) for column in table.columns],
            rows=[[text_of(cell) for cell in row["values"]] for row in table.row_data],
            row_headings=bool(value["row_headings"]),
        )

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        """The caption and headings, then each row."""
        if shown := self.document(value):
            for line in ([shown.caption, *shown.columns], *shown.rows):
                if text := " ".join(filter(None, line)):
                    yield Passage(text)

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["table"] = self.document(value)
        return context

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns with headings.")
        group = _("Text")
        template = "blocks/table.html"
        preview_value = {"table": SAMPLE, "row_headings": True}


def _faults(table: TypedTable) -> Iterable[Any]:
    if not text_of(table.caption):
        yield _("Give the table a caption that says what it shows.")
    if not table.columns or not table.row_data:
        yield _("Add at least one column and one row.")
    if not all(text_of(column["heading"]) for column in table.columns):
        yield _("Give each column a heading.")
