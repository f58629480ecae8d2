"""Streams that keep what they do not know."""

from wagtail.blocks import StreamBlock


class DurableStreamBlock(StreamBlock):
    """A stream block."""
