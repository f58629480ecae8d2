"""Shapes of the core keep their names in the description, whatever those of plugins are called: clients are generated from it."""

from __future__ import annotations

from pydantic import BaseModel

from cms.api import problems
from cms.api.schemas import COMPONENTS, described
from cms.public.values import Labelled


class Problem(BaseModel):
    """A plugin's own, which has a label."""

    weight: int
    label: Labelled


class Answer(BaseModel):
    """Has both."""

    ours: problems.Problem
    theirs: Problem


def test_a_model_that_is_called_like_one_of_the_core_has_another_name() -> None:
    shapes, definitions = described({"ours": list[problems.Problem], "theirs": list[Problem], "both": Answer})
    assert "weight" not in definitions["Problem"]["properties"]
    (other,) = [name for name in definitions if name.endswith("__Problem")]
    assert "weight" in definitions[other]["properties"]
    assert not other.startswith("cms")
    assert shapes["ours"]["items"] == {"$ref": f"{COMPONENTS}Problem"}
    assert shapes["theirs"]["items"] == {"$ref": f"{COMPONENTS}{other}"}
    both = definitions["Answer"]["properties"]
    assert (both["ours"]["$ref"], both["theirs"]["$ref"]) == (f"{COMPONENTS}Problem", f"{COMPONENTS}{other}")


def test_without_such_a_model_all_names_are_short() -> None:
    _shapes, definitions = described({"ours": problems.Problem})
    assert not [name for name in definitions if "__" in name]
