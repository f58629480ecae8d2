"""What takes too much memory is refused before any of it is decoded, by whichever door it comes."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.images.forms import get_image_form
from wagtail.models import Collection
from wagtail.users.models import UserProfile

from cms.content.image_limits import measured, refuse_unfit
from cms.content.models import CreditedImage
from cms.public.image_address import image_path
from tests.files.conftest import picture

pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning",
    "ignore::ResourceWarning",
    "ignore:The default scheme:DeprecationWarning",
)


@cache
def bomb(width: int = 10_000, height: int = 10_000) -> bytes:
    """A PNG of a few kB that unpacks to `width * height` pixels."""
    rows = zlib.compressobj(9)
    packed = b"".join([*(rows.compress(bytes(1 + width // 8)) for _ in range(min(height, 10_000))), rows.flush()])
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, (b"IHDR", b"IDAT", b"IEND"), (head, packed, b"")))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@cache
def frames(kind: str) -> bytes:
    """An animation whose frames are small and whose sum is not."""
    file = io.BytesIO()
    mode = "P" if kind == "GIF" else "RGB"
    colours = [shade if mode == "P" else (5 * shade, 255 - 5 * shade, 0) for shade in range(45)]
    many = [Image.new(mode, (1000, 1000), colour) for colour in colours]
    many[0].save(file, kind, save_all=True, append_images=many[1:], duration=50)
    return file.getvalue()


@cache
def long_text() -> bytes:
    """A PNG with a text that unpacks to a hundred megabytes."""
    image = picture()
    text = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100_000_000), 9))
    return image[:33] + text + image[33:]


@cache
def huge_canvas() -> bytes:
    """A WebP of two tiny frames on a canvas of 16,000 times 16,000 pixels."""
    file = io.BytesIO()
    red, blue = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "blue")
    red.save(file, "WEBP", save_all=True, append_images=[blue])
    made = bytearray(file.getvalue())
    at = made.index(b"VP8X") + 12
    made[at : at + 6] = (15_999).to_bytes(3, "little") * 2
    return bytes(made)


SVG = (
    b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">%s]><svg xmlns="http://www.w3.org/2000/svg">&j;</svg>'
    % (b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)))
)

HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "100 megapixels in a few kB": ("bombe.png", bomb),
    "beyond all measure": ("bombe.png", lambda: bomb(60_000, 60_000)),
    "a tiny WebP on a huge canvas": ("bild.webp", huge_canvas),
    "just too many": ("gross.png", lambda: bomb(6_400, 6_400)),
    "many frames of a GIF": ("film.gif", lambda: frames("GIF")),
    "many frames of a WebP": ("film.webp", lambda: frames("WEBP")),
    "a WebP that takes more memory than a PNG": ("gross.webp", lambda: picture("WEBP", (5_500, 5_500))),
    "a TIFF under another name": ("scan.png", lambda: picture("TIFF", (100, 100))),
    "a TIFF": ("scan.tiff", lambda: picture("TIFF", (100, 100))),
    "a PSD under another name": ("bild.jpg", lambda: b"8BPS\0\x01" + bytes(100)),
    "an SVG that multiplies": ("bombe.svg", lambda: SVG),
    "an SVG under another name": ("bombe.png", lambda: SVG),
    "an EPS under another name": ("bild.png", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
    "a HEIC under another name": ("bild.jpg", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(50)),
    "no image at all": ("bild.png", lambda: b"<html>"),
    "a head without a body": ("bild.avif", lambda: b"\0\0\0\x18ftypavif\0\0\0\0mif1avif"),
    "a text that unpacks": ("text.png", long_text),
    "more bytes than may be uploaded": ("gross.png", lambda: picture() + bytes(21 * 1024 * 1024)),
}

Door = Callable[[str, bytes], None]


@pytest.fixture
def by_form(db: None) -> Door:
    """The form of the desk, for one image, for several at once, and for a new file of an old one."""

    def go(name: str, content: bytes) -> None:
        form = get_image_form(CreditedImage)(
            {"title": "Bild", "collection": Collection.get_first_root_node().pk},
            {"file": SimpleUploadedFile(name, content)},
        )
        if not form.is_valid():
            raise ValidationError(form.errors.as_data()["file"])

    return go


@pytest.fixture
def by_code(db: None) -> Door:
    """An import, a plugin, a command."""

    def go(name: str, content: bytes) -> None:
        CreditedImage.objects.create(title="Bild", file=ImageFile(io.BytesIO(content), name=name))

    return go


@pytest.fixture
def by_code_that_knows_the_size(db: None) -> Door:
    """Code that gives the size itself, so that nobody reads it from the file."""

    def go(name: str, content: bytes) -> None:
        file = ImageFile(io.BytesIO(content), name=name)
        CreditedImage(title="Bild", width=10, height=10, file=file).save()

    return go


@pytest.fixture
def by_replacement(db: None) -> Door:
    """A new file for an image that is there."""
    image = CreditedImage.objects.create(title="Bild", file=ImageFile(io.BytesIO(picture()), name="alt.png"))

    def go(name: str, content: bytes) -> None:
        image.file = ImageFile(io.BytesIO(content), name=name)
        image.save()

    return go


@pytest.fixture
def by_avatar(db: None) -> Door:
    """Somebody's own picture at the desk."""

    def go(name: str, content: bytes) -> None:
        form = AvatarSettingsPanel.form_class({}, {"avatar": SimpleUploadedFile(name, content)}, instance=UserProfile())
        if not form.is_valid():
            raise ValidationError(form.errors.as_data()["avatar"])

    return go


@pytest.mark.parametrize("case", [*HOSTILE])
@pytest.mark.parametrize("door", ["by_form", "by_code", "by_code_that_knows_the_size", "by_replacement", "by_avatar"])
def test_every_door_refuses_it_with_words(door: str, case: str, request: pytest.FixtureRequest) -> None:
    go: Door = request.getfixturevalue(door)
    before = CreditedImage.objects.count()
    name, make = HOSTILE[case]
    with pytest.raises(ValidationError) as refusal:
        go(name, make())
    assert "".join(refusal.value.messages)
    assert CreditedImage.objects.count() == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("foto.jpg", lambda: picture("JPEG", (6000, 4000))),
        ("grafik.png", lambda: picture("PNG", (3000, 2000), "RGBA")),
        ("grafik.webp", lambda: picture("WEBP", (3000, 2000))),
        ("foto.avif", lambda: picture("AVIF", (600, 400))),
        ("strich.gif", lambda: picture("GIF", (600, 400), "P")),
        ("FOTO.JPEG", lambda: picture("JPEG", (600, 400), "CMYK")),
    ],
)
def test_what_cameras_and_designers_make_is_taken(
    name: str, content: Callable[[], bytes], by_form: Door, by_code: Door
) -> None:
    by_form(name, content())
    by_code(name, content())


def test_the_message_says_the_limit_and_what_to_do() -> None:
    with translation.override("de"), pytest.raises(ValidationError) as refusal:
        refuse_unfit(ImageFile(io.BytesIO(bomb()), name="bombe.png"))
    assert refusal.value.messages == [
        (
            "Das Bild hat 100 Millionen Pixel, möglich sind höchstens 40,0 Millionen, bei Animationen alle Einzelbilder zusammen. "
            "Verkleinern Sie es, z. B. auf 3000 Pixel Breite, und laden Sie es noch einmal hoch."
        )
    ]


@pytest.mark.parametrize("view", ["wagtailimages:add", "wagtailimages:add_multiple", "wagtailimages_chooser:create"])
def test_the_desk_says_so_where_images_are_uploaded(view: str, editor: Client) -> None:
    upload = SimpleUploadedFile("bombe.png", bomb(), content_type="image/png")
    root = Collection.get_first_root_node().pk
    ajax = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    many = view.endswith("multiple")
    data = {"files[]": upload, "title": "b"} if many else {"title": "b", "file": upload, "collection": root}
    if "chooser" in view:
        data = {f"image-chooser-upload-{name}": value for name, value in data.items()}
    answer = editor.post(reverse(view), data, **(ajax if many else {}))
    text = answer.content.decode().encode().decode("unicode_escape") if many else answer.content.decode()
    assert answer.status_code == 200
    assert "Millionen" in text or "million" in text
    assert not CreditedImage.objects.exists()


def test_the_desk_says_so_where_somebody_uploads_their_own_picture(editor: Client) -> None:
    account = reverse("wagtailadmin_account")
    fields = {"locale-preferred_language": "de", "locale-current_time_zone": "Europe/Berlin"}
    fields |= {"name_email-first_name": "Ada", "name_email-last_name": "Beispiel", "name_email-email": "a@example.org"}
    fields |= {"theme-theme": "system", "theme-density": "default", "theme-contrast": "system"}
    large = SimpleUploadedFile("bombe.png", bomb(), content_type="image/png")
    assert "Millionen" in editor.post(account, {**fields, "avatar-avatar": large}).content.decode()
    assert not UserProfile.objects.exclude(avatar="").exists()
    small = SimpleUploadedFile("ich.jpeg", picture("JPEG", (900, 700)), content_type="image/jpeg")
    assert editor.post(account, {**fields, "avatar-avatar": small}).status_code == 302
    address = UserProfile.objects.get().avatar.url
    assert address in editor.get(account).content.decode()
    shown = editor.get(address)
    assert (shown.status_code, shown["Content-Type"], shown["Cache-Control"]) == (
        200,
        "image/jpeg",
        "private, no-cache",
    )
    assert Image.open(io.BytesIO(shown.getvalue())).size == (400, 311)
    assert Client().get(address, headers={"If-None-Match": shown["ETag"]}).status_code == 404


def test_an_image_of_older_days_that_is_too_large_is_not_decoded(
    image: CreditedImage, client: Client, editor: Client
) -> None:
    with image.file.storage.open(image.file.name, "wb") as file:
        file.write(bomb())
    assert client.get(image_path(image, "width-400|format-webp")).status_code == 404
    assert editor.get(reverse("wagtailimages:index")).status_code == 200
    assert editor.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 200


PEAK = """
import io, sys
from pathlib import Path
import django
django.setup()
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from cms.content.image_limits import refuse_unfit

def peak():
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024

content = Path(sys.argv[1]).read_bytes()
before = peak()
try:
    refuse_unfit(ImageFile(io.BytesIO(content), name=sys.argv[1]))
    refused = 0
except ValidationError:
    refused = 1
print(refused, peak() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak of a process")
@pytest.mark.parametrize("case", ["100 megapixels in a few kB", "a tiny WebP on a huge canvas", "a text that unpacks"])
def test_saying_no_takes_no_memory(case: str, tmp_path: Any) -> None:
    name, make = HOSTILE[case]
    (tmp_path / name).write_bytes(make())
    told = subprocess.run(
        [sys.executable, "-c", PEAK, str(tmp_path / name)], capture_output=True, text=True, check=True, timeout=120
    )
    refused, megabytes = map(int, told.stdout.split()[-2:])
    assert refused
    assert megabytes < 40


def test_measuring_reads_the_head_alone() -> None:
    file = io.BytesIO(bomb(6_000, 6_000)[:200])
    file.seek(3)
    assert measured(file)[:3] == ("PNG", 6_000, 6_000)
    assert file.tell() == 3
