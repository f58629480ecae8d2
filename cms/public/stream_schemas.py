"""The shape of stream items in the API: a union over all blocks that plugins contribute."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Literal, Union

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, create_model

from cms.extend import Registry, registry

ID = "Stays through edits; null for a block that was stored without one."
TYPE = "Which block it is; skip those that you do not know."
ANCHOR = "Fragment under which the page shows the block."
VALUE = "What it says, in the shape of its type."


class StreamItem(BaseModel):
    """One block of a stream; in the API description a union over `type`."""

    id: str | None = Field(description=ID)
    type: str = Field(description=TYPE)
    anchor: str = Field(description=ANCHOR)
    value: Any = Field(description=VALUE)


class Unavailable(BaseModel):
    """A block whose plugin is missing: its content is kept, but cannot be shown."""

    model_config = ConfigDict(title="UnavailableBlock")

    id: str | None = Field(description=ID)
    type: Literal["unavailable"] = Field(description=TYPE)
    anchor: str = Field(description=ANCHOR)
    value: UnavailableValue = Field(description=VALUE)


class UnavailableValue(BaseModel):
    """Which block is missing."""

    original_type: str = Field(description="What it was called.")


def item_models(known: Registry) -> list[type[BaseModel]]:
    """One model per block of the registry, and the one for blocks of missing plugins."""
    models: list[type[BaseModel]] = [
        create_model(
            f"{''.join(part.title() for part in block.name.split('_'))}Block",
            __doc__=f"A `{block.name}` block.",
            id=(str | None, Field(description=ID)),
            type=(Literal[block.name], Field(description=TYPE)),  # type: ignore[arg-type]
            anchor=(str, Field(description=ANCHOR)),
            value=(block.schema, Field(description=VALUE)),
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
