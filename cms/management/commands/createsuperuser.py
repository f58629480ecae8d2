"""`manage.py createsuperuser`: Django's, which otherwise takes any password from the environment."""

from __future__ import annotations

import os
from typing import Any

from django.contrib.auth.management.commands import createsuperuser

from cms.launch.administrator import PASSWORD, check_password


class Command(createsuperuser.Command):
    """Refuses a weak password from the environment, as the prompt does."""

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get(PASSWORD, "")
        if password and not options["interactive"]:
            name, mail = (
                options.get(each) or os.environ.get(f"DJANGO_SUPERUSER_{each.upper()}", "")
                for each in ("username", "email")
            )
            check_password(password, name=name, mail=mail)
        super().handle(*args, **options)
