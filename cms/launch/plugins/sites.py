"""The sites that a verb is about."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import CommandError
from wagtail.models import Site


def add_site(parser: ArgumentParser) -> None:
    """`--site HOST`."""
    parser.add_argument("--site", metavar="HOST", help="only this site, by its host name (default: all sites)")


def sites_of(host: str | None) -> list[Site]:
    """The site with this host name, or all; raises `CommandError` with those that are there."""
    sites = list(Site.objects.order_by("hostname", "port"))
    found = [site for site in sites if host in (None, site.hostname, f"{site.hostname}:{site.port}")]
    if not found:
        there = ", ".join(site.hostname for site in sites) or "none; manage.py up makes the first one"
        raise CommandError(f"There is no site {host or ''}. Sites are: {there}.")
    return found
