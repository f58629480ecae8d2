"""The Elasticsearch engine; nothing outside of this folder knows the client."""

from search.engines.elasticsearch.engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine"]
