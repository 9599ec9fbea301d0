"""Word, Excel, PowerPoint and OpenDocument files without what they say of who wrote them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from lxml import etree

from commonweal.kernel.errors import InvalidInput
from commonweal.partners.engine.printing import ZIP_TIME
from commonweal.partners.engine.unnamed_pictures import cleaned_jpeg, cleaned_png

MOST_UNPACKED_BYTES = 200_000_000
TYPES, OFFICE = "[Content_Types].xml", "http://schemas.openxmlformats.org/"
RELATION = f"{{{OFFICE}officeDocument/2006/relationships}}id"
# What a file says of itself, by the kind of its part: nothing is said instead.
SAID = {
    "application/vnd.openxmlformats-package.core-properties+xml": f'<coreProperties xmlns="{OFFICE}package/2006/metadata/core-properties"/>',
    "application/vnd.openxmlformats-officedocument.extended-properties+xml": f'<Properties xmlns="{OFFICE}officeDocument/2006/extended-properties"/>',
    "application/vnd.openxmlformats-officedocument.custom-properties+xml": f'<Properties xmlns="{OFFICE}officeDocument/2006/custom-properties"/>',
}
# Parts that carry names, or whole files of others, and cannot be emptied.
NAMED_PARTS = re.compile(
    r"comment|authors?\.xml|revisions/|/embeddings/|vbaproject|activex|externallinks|^Object |/Object ",
    re.IGNORECASE,
)
AUTHOR = re.compile(rb"[\s:](?:author|userName|userId)\s*=\s*[\"'][^\"']")
CREATOR = re.compile(
    rb"<(?:dc:creator|meta:creator-initials|text:tracked-changes|office:annotation)\b"
)
# Lists of who works on a file: nobody is left in them.
LISTS = frozenset({"word/people.xml", "xl/persons/person.xml"})
PICTURES: Mapping[str, Callable[[bytes], bytes]] = {
    ".png": cleaned_png,
    ".jpg": cleaned_jpeg,
    ".jpeg": cleaned_jpeg,
}
NO_META = b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/></office:document-meta>'
NO_SETTINGS = b'<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:settings/></office:document-settings>'


def cleaned_office(content: bytes) -> bytes:
    """Return a Word, Excel or PowerPoint file without properties, paths, printers and camera data.

    Raises:
        InvalidInput: If it holds comments, tracked changes, other files or macros, or is damaged.
    """
    parts = _parts(content)
    kinds = _kinds(parts.get(TYPES, b""))
    return _packed(
        (name, _office_part(name, part, kinds.get(f"/{name}", ""))) for name, part in parts.items()
    )


def cleaned_open(content: bytes) -> bytes:
    """Return an OpenDocument file without properties, settings and camera data.

    Raises:
        InvalidInput: If it holds comments, tracked changes or other files, or is damaged.
    """
    return _packed((name, _open_part(name, part)) for name, part in _parts(content).items())


def _parts(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = [each for each in packed.infolist() if not each.is_dir()]
            if sum(each.file_size for each in members) > MOST_UNPACKED_BYTES:
                raise _cannot("it is too large unpacked")
            return {each.filename: packed.read(each) for each in members}
    except (zipfile.BadZipFile, RuntimeError, EOFError) as error:
        raise _cannot("it has a password, or is damaged") from error


def _packed(parts: Iterator[tuple[str, bytes]]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for name, part in parts:
            one = zipfile.ZipInfo(name, ZIP_TIME)
            # An OpenDocument file begins with what it is, as it stands.
            is_first = name == "mimetype"
            one.compress_type = zipfile.ZIP_STORED if is_first else zipfile.ZIP_DEFLATED
            packed.writestr(one, part)
    return written.getvalue()


def _kinds(types: bytes) -> dict[str, str]:
    rows = _tree(types).iter("{*}Override")
    return {row.get("PartName", ""): row.get("ContentType", "") for row in rows}


def _office_part(name: str, part: bytes, kind: str) -> bytes:
    if name == TYPES:
        return part
    if kind in SAID:
        return SAID[kind].encode()
    if NAMED_PARTS.search(name):
        raise _commented(name)
    if re.match(r"customXml/item\d*\.xml$", name):
        return b"<item/>"
    if name.endswith(".rels"):
        return _relations(part)
    if name.endswith(".xml"):
        return _xml(name, part)
    return _binary(name, part)


def _relations(part: bytes) -> bytes:
    """Return the ways from a part to others, without the printer's and the template's."""
    root = _tree(part)
    for row in list(root):
        if not isinstance(row.tag, str):
            continue
        if row.get("Type", "").endswith("/printerSettings"):
            root.remove(row)
        elif row.get("Type", "").endswith("/attachedTemplate"):
            row.set("Target", "Normal.dotm")
        elif row.get("TargetMode") == "External" and not row.get("Type", "").endswith("/hyperlink"):
            raise _cannot("it takes words or pictures from another file")
    return _bytes(root)


def _xml(name: str, part: bytes) -> bytes:
    root = _tree(part)
    if name in LISTS:
        del root[:]
    for each in [*root.iter("{*}absPath"), *root.iter("{*}fileSharing")]:
        choice = next(each.iterancestors("{*}AlternateContent"), each)
        above = choice.getparent()
        if above is not None:
            above.remove(choice)
    for each in root.iter("{*}pageSetup"):
        etree.strip_attributes(each, RELATION)
    made = _bytes(root)
    if AUTHOR.search(made):
        raise _commented(name)
    return made


def _open_part(name: str, part: bytes) -> bytes:
    if NAMED_PARTS.search(name):
        raise _commented(name)
    if name == "meta.xml":
        return NO_META
    if name == "settings.xml":
        return NO_SETTINGS
    if name.endswith((".xml", ".rdf")) or name == "mimetype":
        if CREATOR.search(part):
            raise _commented(name)
        return part
    return _binary(name, part)


def _binary(name: str, part: bytes) -> bytes:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in PICTURES:
        return PICTURES[suffix](part)
    if "printersettings" in name.lower() or name == "layout-cache" or not part:
        return b""
    if suffix in {".odttf", ".ttf", ".otf"}:
        return part
    raise _cannot(f"the picture or file in it, {PurePosixPath(name).name}, cannot be cleaned")


def _tree(part: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise _cannot("it is damaged") from error


def _bytes(root: etree._Element) -> bytes:
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _commented(name: str) -> InvalidInput:
    return _cannot(
        f"it holds comments, tracked changes, macros or other files, which carry names ({PurePosixPath(name).name})"
    )


def _cannot(why: str) -> InvalidInput:
    return InvalidInput(
        "partners.file.unnamed",
        f"What this file says of who wrote it cannot be taken out: {why}. Accept the changes, delete comments and what is embedded; or hand in a PDF, or plain text (.txt).",
    )
