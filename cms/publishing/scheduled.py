"""What happens by the clock alone: go-live, expiry, image rights, consent, and what plugins still owe."""

from __future__ import annotations

import logging

from cms.content.required_pages import forget_expiry
from cms.publishing import dependants, incomplete_documents
from cms.publishing.one_of_many import alone
from cms.publishing.publish_scheduled import publish_scheduled
from cms.publishing.synchronising import synchronise_files, withdraw_hidden

log = logging.getLogger(__name__)


def run_due() -> None:
    """Publishes and takes back what is due, and withdraws what may no longer be shown; repeating it does no harm."""
    for part in (forget_expiry, publish_scheduled, withdraw_hidden, synchronise_files, finish):
        try:
            part()
        except Exception:
            log.exception("A part of what is due failed (%s); it is tried again in the next round.", part.__name__)


def finish() -> None:
    """Builds documents anew that lack what a plugin failed to give."""
    for key in incomplete_documents.due(dependants.AT_ONCE):
        # Once it lacks nothing it is not waited for any more.
        incomplete_documents.postpone(key)
        try:
            alone(_finish, key)
        except Exception:
            log.exception("%s could not be built anew.", key)


def _finish(key: dependants.ThingKey) -> None:
    if dependants.load(key) is None:
        incomplete_documents.forget(key)
    else:
        dependants.refresh([key])
