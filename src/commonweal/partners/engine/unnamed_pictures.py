"""Pictures without what cameras and programs write into them: names, places, devices, notes."""

from __future__ import annotations

from commonweal.kernel.errors import InvalidInput

PNG = b"\x89PNG\r\n\x1a\n"
# What is needed to draw a picture; notes, times and camera data are other chunks.
DRAWN = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"sBIT", b"bKGD"}
)  # fmt: skip
START, END, SCAN, COMMENT, ADOBE = 0xD8, 0xD9, 0xDA, 0xFE, 0xEE
JFIF = 0xE0
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


def cleaned_png(content: bytes) -> bytes:
    """Return a PNG picture with nothing but what is drawn.

    Raises:
        InvalidInput: If it is cut off.
    """
    made, at = [PNG], len(PNG)
    while at + 12 <= len(content):
        size = int.from_bytes(content[at : at + 4])
        kind, end = content[at + 4 : at + 8], at + 12 + size
        if end > len(content):
            break
        if kind in DRAWN:
            made.append(content[at:end])
        if kind == b"IEND":
            return b"".join(made)
        at = end
    raise _broken()


def cleaned_jpeg(content: bytes) -> bytes:
    """Return a JPEG picture without camera data, notes and previews.

    Raises:
        InvalidInput: If it is cut off.
    """
    made, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF or marker in ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if marker == SCAN:
            end = _end_of_scan(content, end)
        if not _is_told(marker):
            made.append(content[at:end])
        at = end
        if content[at : at + 2] == bytes((0xFF, END)):
            return b"".join((*made, content[at : at + 2]))
    raise _broken()


def _is_told(marker: int) -> bool:
    """Say whether a segment tells of a picture instead of drawing it."""
    is_of_a_program = JFIF < marker <= 0xEF and marker != ADOBE
    return is_of_a_program or marker == COMMENT


def _end_of_scan(content: bytes, at: int) -> int:
    """Return where the drawn part that begins here ends: at a mark that is no part of it."""
    while (at := content.find(b"\xff", at)) >= 0:
        after = content[at + 1] if at + 1 < len(content) else END
        if after != 0 and after != 0xFF and after not in ALONE:
            return at
        at += 1 if after == 0xFF else 2
    return len(content)


def _broken() -> InvalidInput:
    return InvalidInput(
        "partners.file.unnamed",
        "This picture is cut off or damaged: what it says of who took it cannot be taken out. Save it again, or hand in another.",
    )
