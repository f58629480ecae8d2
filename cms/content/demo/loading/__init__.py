"""Brings the demo archive into the database, through the models and as an editor would publish it."""

from cms.content.demo.loading.shelf import Shelf, publish
from cms.content.demo.loading.steps import STEPS, Step
from cms.content.demo.loading.streams import Scribe

__all__ = ["STEPS", "Scribe", "Shelf", "Step", "publish"]
