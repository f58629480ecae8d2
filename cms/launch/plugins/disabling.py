"""`plugins disable SLUG`."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import OutputWrapper

from cms.extend.activation import disable
from cms.launch.plugins.sites import add_site
from cms.launch.plugins.switching import switch
from cms.launch.plugins.verbs import Options

HELP = "Disable a plugin; what was published stays."


def arguments(parser: ArgumentParser) -> None:
    """The slug, and `--site`."""
    parser.add_argument("slug")
    add_site(parser)


def run(options: Options, out: OutputWrapper) -> None:
    """Disables it and says where."""
    switch(disable, options, out, done="disabled")
