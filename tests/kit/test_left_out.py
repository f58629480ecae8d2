"""Nothing of a plugin that is left out is in the registry, at whichever step of the start that happens."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields

import pytest

from cms.devkit import copying
from cms.devkit.copying import copy_plugin
from cms.devkit.naming import Names
from cms.devkit.parts import PARTS
from cms.extend.points import Contributions
from tests.kit.processes import python

STEPS: Mapping[str, tuple[str, str]] = {
    "stays": ("apps.py", ""),
    "left_at_import": ("apps.py", "1 / 0"),
    "left_at_models": ("models/__init__.py", "1 / 0"),
    "left_at_inspection": ("wagtail_hooks.py", "1 / 0"),
    "left_at_ready": ("apps.py", "{config}.ready = lambda self: 1 / 0"),
    "left_at_point": ("apps.py", "{config}.regions = lambda self: 1 / 0"),
    "left_at_trial": ("apps.py", "{config}.api_routes = lambda self: [ApiRoute(prefix='/{name}', router=5)]"),
    "left_later": ("apps.py", ""),
}
"""A plugin, and what is added to which of its files so that it is left out at that step."""
SEEN = """
import django, json
django.setup()
from dataclasses import fields
from cms.extend.points import Contributions
from cms.extend.registry import registry
from cms.extend.unloading import leave_out
assert "left_later" in registry().contributions
leave_out("left_later", "as `migrate` does")
given = registry().contributions.values()
print(json.dumps({point.name: [each.plugin for one in given for each in getattr(one, point.name)] for point in fields(Contributions)}))
"""


@pytest.fixture(scope="module", params=["", "left_at_trial"], ids=["all", "until ready"])
def contributing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """The owners of what is in the registry, by point, where copies of the example, which uses every point, fail at each step.

    Where one fails in the last step all is collected anew; without that one, the steps before must see to it themselves.
    """
    folder = tmp_path_factory.mktemp("left-out")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copying, "make_migration", lambda names, home: None)
        for name, (path, lines) in STEPS.items():
            names = Names(name, name, name)
            copy_plugin(names, PARTS, folder / name)
            with (folder / name / path).open("a") as file:
                file.write(lines.format(name=name, config=f"{names.name}Config"))
    done = python(["-c", SEEN], data=folder / "data", path=folder, skip=request.param)
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("point", [each.name for each in fields(Contributions)])
def test_nothing_of_it_is_in_the_registry(contributing: Mapping[str, list[str]], point: str) -> None:
    assert {*contributing[point]} & {*STEPS} == {"stays"}
