"""`manage.py up`: from whatever state the data is in to a served site, with a login for the editor."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.launch import server
from cms.launch.archive import Progress, prepare
from cms.launch.data_folder import claimed, prepare_data_folder
from cms.launch.editor import one_time_login
from cms.public.api_address import address


class Command(BaseCommand):
    """Prepares the data folder, serves it on 127.0.0.1 and prints where."""

    help = "Migrates, loads the demo archive into an empty database, indexes, and serves on 127.0.0.1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1 (default 8000)")

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        """Serves until it is stopped; fails if the web server ends by itself."""
        try:
            server.ensure_free(port)
        except server.PortTaken as error:
            raise CommandError(str(error)) from error
        prepare_data_folder()
        with claimed("serving", note=settings.BASE_URL, when_taken=_refuse):
            prepare(Progress(self.stdout))
            self._serve(port)

    def _serve(self, port: int) -> None:
        processes = server.start(port, os.environ)
        with server.ended_with(processes):
            try:
                server.wait_until_served(f"http://{server.HOST}:{port}/", processes, patience=self._be_patient)
            except server.NotServing as error:
                raise CommandError(str(error)) from error
            self.stdout.write(addresses())
            self.stdout.flush()
            try:
                server.run_until_stopped(processes, partial(server.begin_worker, os.environ))
            except server.ServerEnded as error:
                raise CommandError(str(error)) from error

    def _be_patient(self) -> None:
        self.stdout.write("  The server is still starting. Ctrl+C gives up.")
        self.stdout.flush()


def _refuse(address: str) -> None:
    raise CommandError(
        f"Litfass is running with these data already ({settings.ENV.data}), at {address}. Use that one, or end it first;\n"
        "a second one needs a folder and a port of its own: make up DATA=other PORT=8010"
    )


def addresses() -> str:
    """What a person at the terminal needs next."""
    base = settings.BASE_URL
    return "\n".join(
        [
            "",
            "  Litfass is running.",
            "",
            f"  Website          {base}/",
            f"  Archive search   {base}/suche/",
            f"  API              {address()}",
            f"  Editors          {base}/admin/",
            "",
            "  Log in once, without a password (user „redaktion“):",
            f"  {one_time_login()}",
            "",
            f"  Data lies in {settings.ENV.data}. Ctrl+C stops the server and keeps it.",
            "",
        ]
    )
