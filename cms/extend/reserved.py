"""Names that belong to the core, so that no plugin may have them; a test compares them with what the core really uses."""

from __future__ import annotations

from collections.abc import Mapping

CORE = frozenset({"blocks", "content", "publishing", "search", "api", "site", "desk"})
"""The slugs of the core's own plugins."""

APP_LABELS = frozenset(
    {
        *CORE,
        *(
            "auth",
            "axes",
            "cms",
            "contenttypes",
            "corsheaders",
            "django_filters",
            "dormant",
            "django_tasks",
            "django_tasks_database",
        ),
        *("extend", "launch", "messages", "modelcluster", "ninja", "sessions", "simple_translation", "staticfiles"),
        *("taggit", "wagtailadmin", "wagtailcore", "wagtaildocs", "wagtailembeds", "wagtailforms", "wagtailimages"),
        *("wagtaillocales", "wagtailredirects", "wagtailsearch", "wagtailsettings", "wagtailsites", "wagtailsnippets"),
        *("typed_table_block", "wagtailusers"),
    }
)
"""The labels of all apps of the core, which name tables, permissions and folders of templates."""

SLUGS = frozenset({*APP_LABELS, "admin", "litfass", "plugins", "django", "wagtail"})
"""Slugs of plugins: those of the core, and what commands and addresses call the core by."""

PARAMETERS = frozenset(
    {
        # The grammar of filters, and what lists, documents, the search, `/changes` and feeds understand beside it.
        *("type", "when", "start", "end", "updated", "locale"),
        *("sort", "limit", "page", "cursor", "count"),
        *("fields", "include", "fallback", "min_sequence"),
        *("q", "facets", "year", "since", "path", "id", "ids", "slug", "site"),
        # What the pages of the site understand.
        *("view", "month", "day", "p", "next", "format_", "lang", "language_code"),
    }
)
"""Parameters of addresses: a facet of such a name would take the parameter's place."""

DOCUMENT_FIELDS = frozenset(
    {
        *("id", "type", "locale", "url", "path", "title", "sequence", "state", "reason", "site", "included"),
        *("first_published_at", "updated_at", "published_at", "translations", "links"),
        # What site, search and feeds read of every document that has it: cms/content/documents/read_members.py has their shapes.
        *(
            "api_url",
            "description",
            "direction",
            "is_fallback",
            "lead",
            "licence",
            "publisher",
            "slug",
            "translation_key",
        ),
        *(
            "status",
            "occurrences",
            "series",
            "topics",
            "hero_image",
            "published_on",
            "published_by",
            "format",
            "cities",
        ),
        *("attendance", "city", "kind", "acronym"),
        # What pydantic's models have, so that no field of a document may be called so.
        *("copy", "construct", "dict", "from_orm", "json", "parse_file", "parse_obj", "parse_raw", "schema"),
        *("schema_json", "update_forward_refs", "validate"),
    }
)
"""Fields that every document has or cannot have, whatever its type, or that are read of any that has them."""

API_PATHS = frozenset({"changes", "docs", "lookup", "openapi.json", "problems", "search", "feeds", "static"})
"""First parts of addresses of the API that are no list."""

ADMIN_PATHS = frozenset(
    {
        *("", "account", "api", "block-preview", "bloecke", "bulk", "choose-anchor-link", "choose-email-link"),
        *("choose-external-link", "choose-page", "choose-phone-link", "collections", "dismissibles", "documents"),
        *(
            "editing-sessions",
            "einmal",
            "embeds",
            "erweiterungen",
            "failwhale",
            "filter",
            "forms",
            "groups",
            "handbuch",
        ),
        *(
            "hintergrund",
            "images",
            "jsi18n",
            "links",
            "locales",
            "login",
            "logout",
            "pages",
            "password_reset",
            "personen",
        ),
        *("redirects", "reports", "settings", "sites", "snippets", "sprite", "stimmt-noch"),
        *("tag-autocomplete", "test404", "translation", "users", "wiederholung", "workflows"),
    }
)
"""First parts of addresses at the desk."""

ADMIN_NAMES = ("wagtail", "desk_", "simple_translation")
"""With one of these begin the names of addresses by which the core finds its own."""

TYPES = frozenset({"all", "any", "none", "unavailable", "problem"})
"""What the API says of things that have no type, or no longer."""

BLOCKS = frozenset({"unavailable", "missing"})
"""What stands in documents in place of a block that cannot be shown."""

RESERVED: Mapping[str, frozenset[str]] = {
    "type": TYPES,
    "API path": API_PATHS,
    "field": DOCUMENT_FIELDS,
    "block": BLOCKS,
    "facet": PARAMETERS,
    "route": API_PATHS,
}
"""By the kind of name, as `naming` calls it."""
