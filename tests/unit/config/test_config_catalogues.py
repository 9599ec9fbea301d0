"""Translations compile without gettext's tools, and no page has a text that cannot be translated."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from commonweal.config import catalogues


def test_a_catalogue_is_compiled_and_read_by_gettext(tmp_path: Path) -> None:
    import gettext

    folder = tmp_path / "sq" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = Catalog(locale="sq")
    catalogue.add("Library", "Biblioteka")
    with (folder / "django.po").open("wb") as stream:
        write_po(stream, catalogue)
    assert catalogues.compile_all(tmp_path) == 1
    assert gettext.translation("django", str(tmp_path), ["sq"]).gettext("Library") == "Biblioteka"


def test_texts_are_found_in_templates_and_in_code() -> None:
    found = {str(message) for _, _, message, _ in catalogues.texts()}
    assert "Invite somebody" in found  # a template
    assert "Write your name." in found  # code
