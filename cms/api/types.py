"""The types that have a list in the API, and the models of their documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, Union

from pydantic import BaseModel, ConfigDict, Field, create_model

from cms.api.examples import example_of
from cms.extend import PublicType, registry


def listed_types() -> Mapping[str, PublicType]:
    """The listed types by name."""
    return {name: public for name, public in registry().public_types.items() if public.listed}


def model_name(type_name: str) -> str:
    """How the type is called in schemas: `CityProgramme`."""
    return "".join(part.title() for part in type_name.split("_"))


@cache
def document_model(type_name: str) -> type[BaseModel]:
    """The shape of the type's documents as they leave the house: with its name, its dates and the fields of plugins.

    A plugin's field is not required: a document that was built without the plugin lacks it.
    """
    public = listed_types()[type_name]
    fields: dict[str, Any] = {
        field.name: (field.annotation | None, Field(default=None, description=field.description))
        for field in registry().api_fields
        if type_name in field.types
    }
    name_only: Any = Literal[type_name]
    model = create_model(
        model_name(type_name),
        __base__=public.schema,
        __doc__=public.schema.__doc__,
        type=(name_only, Field(description="Type of the thing.")),
        first_published_at=(dt.datetime, Field(description="When it was first public here.")),
        updated_at=(dt.datetime, Field(description="When this document last changed.")),
        **fields,
    )
    example = example_of(type_name)

    def describe(schema: dict[str, Any]) -> None:
        schema["required"] = [name for name in schema["required"] if name not in fields]
        if example:
            schema["examples"] = [example]

    model.model_config = ConfigDict(json_schema_serialization_defaults_required=True, json_schema_extra=describe)
    return model


@cache
def any_document() -> Any:
    """The union over all documents, told apart by `type`."""
    models = tuple(document_model(name) for name in listed_types())
    return Annotated[Union[models], Field(discriminator="type")]  # noqa: UP007 - built at run time
