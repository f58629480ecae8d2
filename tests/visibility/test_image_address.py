"""The last part of an image's address stands for its size and format, and reads like the name of a file."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from cms.public import image_address


@pytest.mark.parametrize(
    ("spec", "name"),
    [("width-801|format-webp", "width-801.webp"), ("fill-40x30|jpegquality-60", "fill-40x30|jpegquality-60")],
)
def test_a_spec_is_read_back_from_the_name_that_it_gets(spec: str, name: str) -> None:
    # What was found out before is of no interest here.
    image_address._around.cache_clear()
    file = SimpleNamespace(name="a.jpg")
    image = SimpleNamespace(
        pk=12, file=file, file_hash="x", focal_point_x=1, focal_point_y=1, focal_point_width=1, focal_point_height=1
    )
    path = image_address.image_path(image, spec)
    assert path.endswith(f"/12/{image_address.signature(image, spec)}/{name.replace('|', '%7C')}")
    assert image_address.spec_of(name) == spec
