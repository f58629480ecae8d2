"""What the client raises, as every engine does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from elasticsearch import ApiError, NotFoundError, TransportError
from elasticsearch import ConnectionError as Unreachable

from search.engines.base import EngineError, IndexMissing

CLOSED = "index_closed_exception"
"""Somebody has closed the index, which answers nothing until it is opened, or another one takes its place."""


@contextmanager
def explained() -> Iterator[None]:
    """Raises the client's errors as `EngineError`."""
    try:
        yield
    except NotFoundError as error:
        raise IndexMissing from error
    except Unreachable as error:
        # The client's own words wrap the reason several times over.
        reason = str(error).rpartition("] ")[2].rstrip(")")
        raise EngineError(
            f"Elasticsearch cannot do it now, since it cannot be reached: {reason}. "
            f"Look at SEARCH_URL, and at whether it runs; empty, the embedded engine answers alone."
        ) from error
    except (ApiError, TransportError) as error:
        if isinstance(error, ApiError) and error.error == CLOSED:
            raise IndexMissing("The search index is closed.") from error
        raise EngineError(f"Elasticsearch cannot do it now: {error}") from error
