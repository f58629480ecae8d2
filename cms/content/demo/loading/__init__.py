"""Brings the demo archive into the database, through the models and as an editor would publish it."""

from cms.content.demo.loading.loaded_objects import LoadedObjects, publish
from cms.content.demo.loading.steps import STEPS, Step
from cms.content.demo.loading.streams import StreamWriter

__all__ = ["STEPS", "LoadedObjects", "Step", "StreamWriter", "publish"]
