"""The sample documents: fictional, varied, small, without stigma, and nobody else's words."""

from __future__ import annotations

import email
import io
import re
import zipfile
from email import policy
from functools import cache
from pathlib import Path

import docx
import pypdfium2
import pytest

from commonweal.demo import make_documents
from commonweal.demo.make_documents import BROKEN, DOCUMENTS, SCAN, SOURCES

FICTIONAL = re.compile(r"fictional|fictif|fiktiv|izmišljen|вымышленн|trilluar", re.IGNORECASE)
FORBIDDEN = re.compile(
    r"\b(soft targets?|targets?|hits?|intelligence|suspects?|suspected|cases?|vetting|profil\w+|risk scores?)\b",
    re.IGNORECASE,
)
HOUSES_OF_WORSHIP = re.compile(
    r"\b(mosques?|church(es)?|synagogues?|temples?|cathedrals?|monaster(y|ies)|gurdwaras?)\b",
    re.IGNORECASE,
)
STIGMA = re.compile(
    r"\b(muslims?|christians?|jews?|jewish|islam\w*|catholics?|orthodox|hindus?|buddhists?|roma|gyps\w+|arabs?|serbs?|albanians?|russians?|migrants?)\b",
    re.IGNORECASE,
)
REAL_GROUPS = re.compile(
    r"\b(isis|isil|daesh|al[- ]qaeda|ku klux|combat 18|blood (and|&) honour|boko haram|hamas|hezbollah)\b",
    re.IGNORECASE,
)


@cache
def _texts() -> dict[str, str]:
    texts = {}
    for file in sorted(DOCUMENTS.iterdir()):
        texts.update(_text_of(file.name, file.read_bytes()))
    return texts


def _text_of(name: str, content: bytes) -> dict[str, str]:
    if name == BROKEN:
        return {}
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as members:
            return {n: members.read(n).decode("utf-8") for n in members.namelist()}
    if name.endswith(".docx"):
        return {name: "\n".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)}
    if name.endswith(".pdf"):
        pages = pypdfium2.PdfDocument(content)
        return {name: "\n".join(page.get_textpage().get_text_range() for page in pages)}
    if name.endswith(".eml"):
        message = email.message_from_bytes(content, policy=policy.default)
        return {name: message.get_body(("plain",)).get_content()}
    return {name: content.decode("utf-8")}


def _of_halvera() -> dict[str, str]:
    return {name: text for name, text in _texts().items() if not name.startswith("fact-card")}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _readable() -> list[str]:
    return [name for name in _of_halvera() if not name.startswith(SCAN)]


def test_there_are_about_thirty_documents_in_every_format_below_one_megabyte() -> None:
    files = list(DOCUMENTS.iterdir())
    assert 30 <= len(files) <= 45
    assert {file.suffix for file in files} == {
        ".txt",
        ".html",
        ".pdf",
        ".docx",
        ".eml",
        ".zip",
        ".xml",
    }
    assert sum(file.stat().st_size for file in files) < 1_000_000


@pytest.mark.parametrize("name", _readable())
def test_each_says_near_its_end_that_it_is_fictional(name: str) -> None:
    assert FICTIONAL.search(_texts()[name][-250:])


def test_each_fact_card_says_what_it_is_and_names_no_person() -> None:
    cards = [text for name, text in _texts().items() if name.startswith("fact-card")]
    assert len(cards) == 5
    for text in cards:
        assert "facts about a published text, in our own words" in text
        assert text.rstrip().endswith("and it names nobody.")
        assert not re.search(r"[“”„«»]", text)


@pytest.mark.parametrize(
    "words", [FORBIDDEN, HOUSES_OF_WORSHIP, STIGMA, REAL_GROUPS], ids=lambda w: w.pattern[:30]
)
def test_no_document_uses_forbidden_words(words: re.Pattern[str]) -> None:
    found = {
        name: [match.group() for match in words.finditer(text)]
        for name, text in _of_halvera().items()
        if words.search(text)
    }
    assert found == {}


def test_three_unrelated_forms_of_violent_extremism_are_mentioned() -> None:
    everything = " ".join(_of_halvera().values())
    assert all(form in everything for form in ("racist violence", "misogynist", "religious words"))


def test_there_is_one_broken_file_one_scan_without_text_and_one_page_of_navigation() -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument((DOCUMENTS / BROKEN).read_bytes())
    scan = pypdfium2.PdfDocument((DOCUMENTS / f"{SCAN}.pdf").read_bytes())
    assert len(scan) == 1
    assert scan[0].get_textpage().get_text_range() == ""
    lines = _texts()["rcco-page-only-navigation.txt"].splitlines()
    assert len(lines) >= 200
    assert max(map(len, lines)) < 80


def test_one_document_has_two_hundred_lines_of_navigation() -> None:
    lines = _texts()["rcco-news-vienna-conference.txt"].splitlines()
    assert lines.index("News item") >= 200


def test_one_document_is_cyrillic_and_four_more_are_not_english() -> None:
    openings = {
        "rcco-seminar-dushanbe-ru.txt": "семинар",
        "netzwerk-bericht-wien.txt": "empfehlen",
        "fondation-communique-geneve.txt": "habitants",
        "mreza-mladih-novi-sad.txt": "mladih",
        "shoqata-grave-tirane-sq.txt": "qytete",
    }
    for name, word in openings.items():
        assert word in _texts()[name]


def test_made_documents_say_what_their_sources_say() -> None:
    for stem in (*make_documents.WORD, *make_documents.PDF):
        source = (SOURCES / f"{stem}.txt").read_text(encoding="utf-8")
        wanted = _words(" ".join(part.text for part in make_documents.parts(source)))
        made = next(text for name, text in _texts().items() if Path(name).stem == stem)
        assert [word for word in wanted if word not in set(_words(made))] == []


def test_word_documents_and_the_archive_are_up_to_date() -> None:
    for stem in make_documents.WORD:
        source = (SOURCES / f"{stem}.txt").read_text(encoding="utf-8")
        again = make_documents.word(source)
        assert _text_of("again.docx", again) == {"again.docx": _texts()[f"{stem}.docx"]}
    for member in (SOURCES / make_documents.ARCHIVE).iterdir():
        name = f"{make_documents.ARCHIVE}/{member.name}"
        assert _texts()[name] == member.read_text(encoding="utf-8")


@pytest.mark.published
def test_no_ten_words_in_a_row_are_those_of_a_published_text(published_texts: Path) -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = _words(text)
        return {tuple(words[n : n + 10]) for n in range(len(words) - 9)}

    published = set().union(
        *(runs(file.read_text(encoding="utf-8")) for file in published_texts.glob("*.txt"))
    )
    assert published
    copied = {name: runs(text) & published for name, text in _texts().items()}
    assert {name: found for name, found in copied.items() if found} == {}
