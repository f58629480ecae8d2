"""Links of published pages to other sites: which there are, whether they still lead somewhere, and which do not any more.

A job collects them once a day, another one asks a few at a time, each at another host, so that neither the worker nor anybody else is
kept busy. An address that answers is left alone for weeks.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterator
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Min, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.admin.care.addresses import addresses_of, host_of, own_hosts
from cms.admin.care.asking import Failed, NotAsked, ask
from cms.admin.care.faults import Fault
from cms.admin.models import ExternalAddress, ExternalLink, Trouble
from cms.extend import public_id, registry
from cms.extend.limits import end_if_told
from cms.public.visibility import public
from cms.publishing.reading.index import live_batches
from cms.publishing.reading.rows import rows_by_id

log = logging.getLogger(__name__)

AT_A_TIME = 20
TURN = 10.0
"""Seconds after which the worker goes on with something else."""
AGAIN = dt.timedelta(weeks=4)
BROKEN_AGAIN = dt.timedelta(weeks=1)
FAILURES = 3
"""On so many days something has to fail; that a page is gone is believed after one day less."""
IS_BROKEN = Q(failures__gte=FAILURES) | Q(failures=FAILURES - 1, trouble=Trouble.GONE)
BATCH = 200

Outcome = tuple[ExternalAddress, Failed | NotAsked | int]


def collect() -> None:
    """Stores which addresses of other sites stand on which public pages, and forgets those that stand there no more."""
    if not settings.CHECK_LINKS:
        return
    found = _found()
    known = set(Page.objects.values_list("pk", flat=True))
    today = timezone.localdate()
    with transaction.atomic():
        _forget(found)
        ExternalAddress.objects.bulk_create(
            [ExternalAddress(address=each, host=host_of(each), due_on=today) for each in sorted(found)],
            ignore_conflicts=True,
            batch_size=BATCH,
        )
        keys = dict(ExternalAddress.objects.values_list("address", "pk"))
        wanted = {(keys[each], page) for each, pages in found.items() for page in pages & known}
        stored = {
            (address, page): pk for pk, address, page in ExternalLink.objects.values_list("pk", "address", "page")
        }
        _delete(ExternalLink, [pk for pair, pk in stored.items() if pair not in wanted])
        new = sorted(wanted - stored.keys())
        ExternalLink.objects.bulk_create(
            [ExternalLink(address_id=address, page_id=page) for address, page in new], batch_size=BATCH
        )


def _found() -> dict[str, set[int]]:
    """The pages on which each address stands."""
    found: dict[str, set[int]] = defaultdict(set)
    own, types = own_hosts(), [each.name for each in registry().page_types]
    for batch in live_batches(types, size=BATCH, columns=("document", "object_pk")):
        for entry in batch:
            for address in addresses_of(entry.document, own):
                found[address].add(int(entry.object_pk))
    return found


def _forget(found: dict[str, set[int]]) -> None:
    known = ExternalAddress.objects.values_list("pk", "address")
    _delete(ExternalAddress, [pk for pk, address in known if address not in found])


def _delete(model: Any, keys: list[int]) -> None:
    for start in range(0, len(keys), BATCH):
        model.objects.filter(pk__in=keys[start : start + BATCH]).delete()


def ask_some() -> None:
    """Asks some of the addresses that are due, no host twice, and stores what came of it."""
    if not settings.CHECK_LINKS:
        return
    until = monotonic() + TURN
    outcomes: list[Outcome] = []
    for address in _due():
        end_if_told()
        if monotonic() >= until:
            break
        outcomes.append((address, _outcome(address.address)))
    if outcomes and not _has_network(outcomes):
        log.warning(
            "None of %s addresses of other sites answers, nor one that did before; nothing is noted.", len(outcomes)
        )
        return
    for address, outcome in outcomes:
        _note(address, outcome)


def _due() -> QuerySet[ExternalAddress]:
    """At most `AT_A_TIME`, each of another host, those first that have waited longest."""
    due = ExternalAddress.objects.filter(due_on__lte=timezone.localdate())
    hosts = due.order_by().values("host").annotate(first=Min("pk"), since=Min("due_on")).order_by("since", "host")
    return ExternalAddress.objects.filter(pk__in=[each["first"] for each in hosts[:AT_A_TIME]]).order_by("due_on", "pk")


def _outcome(address: str) -> Failed | NotAsked | int:
    try:
        return ask(address)
    except (Failed, NotAsked) as error:
        return error


def _has_network(outcomes: list[Outcome]) -> bool:
    """Whether somebody answers; if not, it may be that this server reaches nobody, which is no fault of the links."""
    failed = [outcome for _address, outcome in outcomes if isinstance(outcome, Failed)]
    if not failed or any(outcome.status for outcome in failed):
        return True
    if any(isinstance(outcome, int) for _address, outcome in outcomes):
        return True
    asked = [address.pk for address, _outcome in outcomes]
    fine = ExternalAddress.objects.exclude(pk__in=asked).filter(failures=0, status__isnull=False)
    known = fine.order_by("-asked_at").first()
    return known is not None and isinstance(_outcome(known.address), int)


def _note(address: ExternalAddress, outcome: Failed | NotAsked | int) -> None:
    today = timezone.localdate()
    address.asked_at = timezone.now()
    if isinstance(outcome, Failed):
        address.failures += 1
        address.failing_since = address.failing_since or today
        address.trouble, address.status = outcome.trouble, outcome.status
        address.due_on = today + (BROKEN_AGAIN if _is_broken(address) else dt.timedelta(days=1))
    else:
        address.failures, address.failing_since, address.trouble = 0, None, ""
        address.status = outcome if isinstance(outcome, int) else None
        address.due_on = today + AGAIN
    # The job that collects may have forgotten it meanwhile.
    names = ("asked_at", "failures", "failing_since", "trouble", "status", "due_on")
    ExternalAddress.objects.filter(pk=address.pk).update(**{name: getattr(address, name) for name in names})


def _is_broken(address: ExternalAddress) -> bool:
    needed = FAILURES - 1 if address.trouble == Trouble.GONE else FAILURES
    return address.failures >= needed


def external_faults(allowed: QuerySet[Page]) -> Iterator[Fault]:
    """The links of public pages among those allowed that lead nowhere any more, in the same few questions always."""
    if not settings.CHECK_LINKS:
        return
    links = list(
        ExternalLink.objects.filter(address__in=ExternalAddress.objects.filter(IS_BROKEN)).select_related("address")
    )
    if not links:
        return
    pages = public(allowed).filter(pk__in={link.page_id for link in links}).select_related("locale").in_bulk()
    ids = {key: public_id(page) for key, page in pages.items()}
    rows, own = rows_by_id(list(ids.values())), own_hosts()
    # What was mended since the last collecting is no fault any more.
    standing = {key: addresses_of(rows[id].document, own) for key, id in ids.items() if id in rows}
    for link in links:
        if link.address.address in standing.get(link.page_id, ()):
            yield Fault(link.page_id, _words(link.address), where=link.address.address, address=link.address.address)


def _words(address: ExternalAddress) -> str:
    words = {
        Trouble.GONE: _("There is no such page there any more."),
        Trouble.BROKEN: _("The other site is broken."),
        Trouble.UNKNOWN: _("There is no site of that name any more."),
        Trouble.UNSAFE: _("Browsers warn of it: its certificate is not valid."),
        Trouble.CIRCLE: _("It leads on and on, in a circle."),
        Trouble.SILENT: _("Nobody answers there."),
    }[Trouble(address.trouble)]
    if address.failing_since is None:
        return words
    since = _("Since %(day)s.") % {"day": date_format(address.failing_since, "SHORT_DATE_FORMAT")}
    return f"{words} {since}"
