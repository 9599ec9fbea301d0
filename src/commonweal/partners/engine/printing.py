"""Papers that are the same bytes every time: PDF/UA-1 from a template and its data, and Word files.

A template's data goes in as JSON; no word of it is ever read as markup.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from commonweal.kernel.errors import NoAnswer

# The first moment that a zip file can tell.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def print_pdf(
    template: Path, values: Mapping[str, object], *, code: str, otherwise: str = ""
) -> bytes:
    """Return a template filled with values as PDF/UA-1: tagged, the same bytes every time.

    Args:
        template: A Typst file that reads ``sys.inputs.paper``; what it includes lies beside it.
        values: What can be written as JSON.
        code: What the refusal is called where PDF cannot be written.
        otherwise: What somebody can do instead, as the end of a sentence.

    Raises:
        NoAnswer: If the part that writes PDF files is not installed.
    """
    try:
        import typst
    except ImportError as error:
        remedy = f", or {otherwise}" if otherwise else ""
        raise NoAnswer(
            code, f"PDF papers need the reports part: install commonweal[reports]{remedy}."
        ) from error
    made: bytes = typst.compile(
        template,
        root=template.parent,
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(values, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    return made


def same_every_time(save: Callable[[io.BytesIO], object]) -> bytes:
    """Return a Word file with every member dated alike.

    Args:
        save: Writes the file to what it is given.
    """
    written, settled = io.BytesIO(), io.BytesIO()
    save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(settled, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, date_time=ZIP_TIME)
            target.writestr(member, source.read(name), compress_type=zipfile.ZIP_DEFLATED)
    return settled.getvalue()
