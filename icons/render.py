#!/usr/bin/env python3
"""Renders the icons that the bundle needs from icon.svg and icon-small.svg.

Needs: pip install cairosvg pillow. Run it after a change of the SVG files, and commit what it writes.
"""

import io
import struct
from pathlib import Path

import cairosvg
from PIL import Image

HERE = Path(__file__).parent


def png(size: int) -> bytes:
    source = HERE / ("icon-small.svg" if size <= 32 else "icon.svg")
    drawn = cairosvg.svg2png(url=str(source), output_width=size, output_height=size)
    out = io.BytesIO()
    Image.open(io.BytesIO(drawn)).convert("RGBA").save(out, "PNG", optimize=True)
    return out.getvalue()


for name, size in [("32x32", 32), ("128x128", 128), ("128x128@2x", 256), ("icon", 512)]:
    (HERE / f"{name}.png").write_bytes(png(size))

# Windows: PNG images in an ICO directory (Vista and later read them).
sizes = [16, 24, 32, 48, 64, 256]
images = [png(size) for size in sizes]
offset = 6 + 16 * len(sizes)
directory = struct.pack("<HHH", 0, 1, len(sizes))
for size, image in zip(sizes, images):
    directory += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(image), offset)
    offset += len(image)
(HERE / "icon.ico").write_bytes(directory + b"".join(images))

# macOS: the same in ICNS chunks, by the type that stands for each size.
chunks = b""
for kind, size in [(b"icp4", 16), (b"icp5", 32), (b"ic07", 128), (b"ic08", 256), (b"ic09", 512), (b"ic10", 1024)]:
    image = png(size)
    chunks += kind + struct.pack(">I", len(image) + 8) + image
(HERE / "icon.icns").write_bytes(b"icns" + struct.pack(">I", len(chunks) + 8) + chunks)
