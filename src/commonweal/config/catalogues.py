"""Translations without gettext's tools: extract with Django's lexer and Babel, compile with Babel."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = PACKAGE / "config" / "locale"
TEMPLATE = LOCALE / "messages.pot"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "gettext_noop": None,
}


def texts() -> Iterator[tuple[str, int, object, str | None]]:
    """Yield every marked text of the package: file, line, message and context."""
    sources = sorted(
        [
            *PACKAGE.rglob("*.py"),
            *PACKAGE.rglob("templates/**/*.html"),
            *PACKAGE.rglob("templates/**/*.txt"),
        ]
    )
    for file in sources:
        if "migrations" in file.parts:
            continue
        source = file.read_text(encoding="utf-8")
        if file.suffix != ".py":
            # What is no text becomes letters; without its indentation Python's lexer reads it.
            source = "\n".join(line.strip() for line in templatize(source).splitlines())
        for line, function, message, _ in extract_python(
            io.BytesIO(source.encode()), KEYWORDS, (), {}
        ):
            name = file.relative_to(PACKAGE).as_posix()
            yield name, line, *_message(function, message)


def _message(function: str, message: object) -> tuple[object, str | None]:
    parts = message if isinstance(message, tuple) else (message,)
    strings = tuple(part for part in parts if isinstance(part, str))
    if function and function.startswith("pgettext") and len(strings) > 1:
        return strings[1], strings[0]
    if function and function.startswith("ngettext") and len(strings) > 1:
        return strings[:2], None
    return strings[0] if strings else "", None


def extract() -> int:
    """Renew messages.pot and merge it into every catalogue; return how many texts there are."""
    found: Catalog = Catalog(project="Commonweal", charset="utf-8")
    for name, line, message, context in texts():
        if message:
            found.add(message, locations=[(name, line)], context=context)
    _write(TEMPLATE, found)
    for file in catalogues():
        with file.open("rb") as stream:
            catalogue = read_po(stream, locale=file.parts[-3])
        catalogue.update(found)
        _write(file, catalogue)
    return len(found)


def _write(file: Path, catalogue: Catalog) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        write_po(
            stream, catalogue, sort_by_file=True, ignore_obsolete=True, omit_header=False, width=120
        )


def catalogues() -> list[Path]:
    """Return the translators' files, one a language."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def compile_all(folder: Path | None = None) -> int:
    """Write a .mo file beside every .po file; return how many."""
    files = sorted((folder or LOCALE).glob("*/LC_MESSAGES/django.po"))
    for file in files:
        with file.open("rb") as stream:
            catalogue = read_po(stream)
        with file.with_suffix(".mo").open("wb") as stream:
            write_mo(stream, catalogue)
    return len(files)


def languages_without_catalogue() -> list[str]:
    """Return the languages of the settings for which nobody has written a catalogue yet."""
    there = {file.parts[-3].replace("_", "-").lower() for file in catalogues()}
    return [code for code, _ in settings.LANGUAGES if code != "en" and code not in there]
