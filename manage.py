#!/usr/bin/env python
"""Runs Django's commands with Litfass' settings."""

import os
import sys

from django.core.management import execute_from_command_line

from cms.launch.database_state import explained
from cms.launch.safe_start import safe_start

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    with safe_start(), explained():
        execute_from_command_line(sys.argv)
