"""Brings the demo archive into the database, through the models and as an editor would publish it."""

from cms.content.demo.loading.shelf import Shelf
from cms.content.demo.loading.steps import STEPS

__all__ = ["STEPS", "Shelf"]
