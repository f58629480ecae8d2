"""An index of older code is known for one: whoever changes what stands in an index raises its number."""

from __future__ import annotations

import hashlib
import json

from search.engines.base import SCHEMA
from search.engines.elasticsearch.index import IndexedThing
from search.engines.embedded.store import TABLES

KNOWN = (9, "76f7326953802364")
"""The number of the schema, and the digest of what it stands for."""


def digest() -> str:
    """Tells the tables of the embedded engine and the fields of Elasticsearch from all others."""
    mapping = IndexedThing._index.to_dict()["mappings"]
    return hashlib.sha256(f"{TABLES}{json.dumps(mapping, sort_keys=True)}".encode()).hexdigest()[:16]


def test_other_fields_are_another_schema() -> None:
    assert (SCHEMA, digest()) == KNOWN, (
        "raise SCHEMA, and write both down here: an index with other fields cannot answer"
    )
