"""The description of the API as OpenAPI 3.1: Ninja's paths, schemas of all shapes in one piece, problems everywhere."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from ninja import NinjaAPI
from ninja.constants import NOT_SET
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from cms.api.problems import MEDIA_TYPE, Problem
from cms.api.schemas import described
from cms.public.api_address import address

PROBLEM = "#/components/responses/Problem"


class Description(OpenAPISchema):
    """An OpenAPI document.

    Ninja describes each answer for itself, so that two models of one name would hide each other; here all are described together.
    """

    def __init__(self, api: NinjaAPI, path_prefix: str) -> None:
        super().__init__(api, path_prefix)
        operations = [each for methods in self["paths"].values() for each in methods.values()]
        about = [
            (tag, each.get("description") or each["summary"]) for each in operations for tag in each.get("tags", ())
        ]
        self["info"] |= {
            "contact": {"name": settings.WAGTAIL_SITE_NAME, "url": f"{settings.BASE_URL}/"},
            "license": {"name": "What each document and picture says in `licence`", "url": address("docs")},
        }
        # The first operation of a subject says what the subject is; nobody needs a key.
        tags = [{"name": tag, "description": text} for tag, text in dict(reversed(about)).items()]
        self |= {"tags": tags[::-1], "security": []}

    def get_paths(self) -> dict[str, Any]:
        """The paths, and on the way the schemas of their answers."""
        self._answers, definitions = described({_key(shape): shape for shape in self._shapes()})
        paths: dict[str, Any] = super().get_paths()
        self.schemas = {**self.schemas, **definitions}
        return paths

    def _shapes(self) -> list[Any]:
        """The shapes of all answers."""
        # Ninja's own description asks for them in the same way.
        routers = self.api._get_bound_routers()  # noqa: SLF001
        views = [view for router in routers for view in router.path_operations.values()]
        operations = [operation for view in views for operation in view.operations if operation.include_in_schema]
        return [Problem, *(shape for each in operations for shape in shapes_of(each).values())]

    def responses(self, operation: Operation) -> dict[Any, dict[str, Any]]:
        """The operation's own answers, the one without a body, and problems."""
        own = {
            status: {
                "description": HTTPStatus(status).phrase,
                "content": {"application/json": {"schema": self._answers[_key(shape)]}},
            }
            for status, shape in shapes_of(operation).items()
        }
        unchanged = {"description": "What you have still holds (`If-None-Match`, `If-Modified-Since`)."}
        return {**own, 304: unchanged, "4XX": {"$ref": PROBLEM}, "5XX": {"$ref": PROBLEM}}

    def get_components(self) -> dict[str, Any]:
        """All schemas by name, and the one answer for all problems."""
        problem = {
            "description": "A problem (RFC 9457).",
            "content": {MEDIA_TYPE: {"schema": self._answers[_key(Problem)]}},
        }
        components: dict[str, Any] = super().get_components()
        return {**components, "schemas": dict(sorted(self.schemas.items())), "responses": {"Problem": problem}}


def shapes_of(operation: Operation) -> dict[int, Any]:
    """The shapes of the operation's answers by status, without Ninja's wrapping."""
    return {
        status: model.model_fields["response"].annotation
        for status, model in operation.response_models.items()
        if isinstance(status, int) and model not in (None, NOT_SET)
    }


def _key(shape: Any) -> str:
    return f"{getattr(shape, '__module__', '')}.{shape!r}"
