"""Static files whose names were lost, as by a full disk or a process that was ended in the midst, are collected anew."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cms.launch import static
from cms.launch.static_storage import ManifestStorage

WHOLE = json.dumps({"version": "1.1", "paths": {"x.css": "x.5.css"}, "hash": "5"}).encode()


@pytest.mark.parametrize(
    "written", [b"", WHOLE[:20], b"\xff", b'{"version": "9"}'], ids=["empty", "half", "garbage", "other"]
)
def test_what_cannot_be_read_names_nothing(tmp_path: Path, written: bytes) -> None:
    (tmp_path / "staticfiles.json").write_bytes(WHOLE)
    assert ManifestStorage(location=tmp_path).hashed_files == {"x.css": "x.5.css"}
    (tmp_path / "staticfiles.json").write_bytes(written)
    assert ManifestStorage(location=tmp_path).hashed_files == {}


@pytest.mark.parametrize("names", [{}, {"x.css": "x.5.css"}], ids=["lost", "known"])
def test_they_are_collected_anew_though_no_file_has_changed(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, names: dict[str, str]
) -> None:
    settings.STATIC_ROOT = tmp_path
    (tmp_path / ".fingerprint").write_text(static.fingerprint())
    collected: list[str] = []
    monkeypatch.setattr(static, "call_command", lambda name, **options: collected.append(name))
    monkeypatch.setattr(static, "staticfiles_storage", SimpleNamespace(hashed_files=names))
    assert static.collect_static() is (not names)
    assert collected == ([] if names else ["collectstatic"])
