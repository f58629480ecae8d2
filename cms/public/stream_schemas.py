"""The shape of stream items in the API: a union over all blocks that plugins contribute."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Literal, Union

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, create_model

from cms.extend import Registry, registry


class StreamItem(BaseModel):
    """One block of a stream; in the API description a union over `type`."""

    id: str | None = Field(description="Stable through edits.")
    type: str
    anchor: str = Field(description="Fragment under which the page shows the block.")
    value: Any


class Unavailable(BaseModel):
    """A block whose plugin is missing: its content is kept, but cannot be shown."""

    model_config = ConfigDict(title="UnavailableBlock")

    id: str | None
    type: Literal["unavailable"]
    anchor: str
    value: UnavailableValue


class UnavailableValue(BaseModel):
    """Which block is missing."""

    original_type: str


def item_models(known: Registry) -> list[type[BaseModel]]:
    """One model per block of the registry, and the one for blocks of missing plugins."""
    models: list[type[BaseModel]] = [
        create_model(
            f"{''.join(part.title() for part in block.name.split('_'))}Block",
            __doc__=f"A `{block.name}` block.",
            id=(str | None, ...),
            type=(Literal[block.name], ...),  # type: ignore[arg-type]
            anchor=(str, ...),
            value=(block.schema, ...),
        )
        for block in known.blocks
    ]
    return [*models, Unavailable]


@lru_cache
def stream_adapter() -> TypeAdapter[list[Any]]:
    """Validates a stream's document and describes it, discriminated by `type`."""
    union: Any = Union[tuple(item_models(registry()))]  # noqa: UP007 - built at run time
    item: Any = Annotated[union, Field(discriminator="type")]
    return TypeAdapter(list[item])
