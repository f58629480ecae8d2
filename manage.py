#!/usr/bin/env python
"""Runs Django's commands with Litfass' settings."""

import os
import sys


def main() -> None:
    """Runs the command that the command line names."""
    if sys.argv[1:3] == ["plugins", "check"]:
        # Nothing is loaded in this process, which has to tell what becomes of another one that loads everything.
        from cms.devkit.check import main as check

        check(sys.argv[3:])
        return
    from django.core.management import execute_from_command_line

    from cms.launch.database_state import explained
    from cms.launch.safe_start import safe_start

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    with safe_start(), explained():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
