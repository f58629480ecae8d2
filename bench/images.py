"""The memory that working with the largest image takes that may be uploaded, in each format."""

from __future__ import annotations

import io
import math
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from PIL import Image

from cms.content.image_limits import BYTES_PER_PIXEL, BYTES_PER_PIXEL_OF

KINDS = {"PNG": "RGBA", "JPEG": "RGB", "WEBP": "RGB", "AVIF": "RGB", "GIF": "P"}
SPEC = "width-800|format-webp"

WORK = """
import sys
from pathlib import Path
import django
django.setup()
from django.core.files.images import ImageFile
from django.core.management import call_command
from cms.content.models import CreditedImage

def peak():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])

call_command("migrate", verbosity=0)
with open(sys.argv[1], "rb") as file:
    image = CreditedImage.objects.create(title="Bild", file=ImageFile(file, name=sys.argv[1]))
before = peak()
image.get_rendition(sys.argv[2])
print((peak() - before) // 1024)
"""


def main() -> int:
    """Measures, prints the table; 1 if a format takes more than the limit counts with."""
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS * BYTES_PER_PIXEL // 1_000_000
    print("\n| largest image | pixels | file | memory |\n|---|---|---|---|")
    peaks = []
    for kind, mode in KINDS.items():
        pixels = (
            settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS * BYTES_PER_PIXEL // BYTES_PER_PIXEL_OF.get(kind, BYTES_PER_PIXEL)
        )
        side = math.isqrt(pixels)
        content = _image(kind, mode, side)
        peaks.append(_peak(kind, content))
        print(f"| {kind} | {side} × {side} | {len(content) // 1000} kB | {peaks[-1]} MB |")
    print(f"\nPromised: at most {most} MB, one image at a time in each process.")
    return int(max(peaks) > most)


def _image(kind: str, mode: str, side: int) -> bytes:
    file = io.BytesIO()
    Image.new(mode, (side, side)).save(file, kind)
    return file.getvalue()


def _peak(kind: str, content: bytes) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"bild.{kind.lower()}"
        path.write_bytes(content)
        done = subprocess.run(
            [sys.executable, "-c", WORK, str(path), SPEC], capture_output=True, text=True, check=True, timeout=300
        )
    return int(done.stdout.split()[-1])
