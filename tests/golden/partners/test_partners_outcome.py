"""The outcome paper: its words, its two pages, the same bytes every time, and what it does not fit."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from commonweal.partners.engine import outcome_pdf, outcome_word
from commonweal.partners.engine.outcome import (
    MARGIN_MM,
    PAGE_HEIGHT_MM,
    PAGES,
    Paper,
    PaperAction,
    PaperDecision,
    PaperRow,
    PaperWords,
    Second,
    fewer,
    fit,
    height_mm,
    shorten,
)

GOLDEN = Path(__file__).with_name("outcome.txt")
WORDS = PaperWords(
    kind="Outcome paper",
    last_time="Promised at earlier meetings and still open",
    agreed="What this meeting asks, and what was answered",
    columns=("No.", "What is asked", "Of whom, and the answer", "Who does what by when"),
    source="Source",
    no_action="No action yet.",
    nothing="Nothing.",
    made="As of 22 November 2026. The workspace has the newest state.",
    more=lambda count: f"{count} more are only in the workspace:",
)
HALL = PaperAction(
    "Open the hall on Tuesdays",
    "City of Halvera",
    "due 1 March 2027",
    ("Youth Network objects: it was closed in May", "Evidence: The city's page"),
)
ROW = PaperRow(
    number="1",
    text="The City should open the evening hall to young people twice a week.",
    addressee="City of Halvera",
    answer="supported in part: the hall is let on Fridays",
    actions=(HALL,),
    state="Ongoing",
    source="Minutes of the listening evening",
    source_address="https://workspace.example/library/7/?from=10&to=77#passage",
)
PAPER = Paper(
    title="Round table on the Old Market",
    language="en",
    facts=(("When", "12 March 2026"), ("Where", "Halvera"), ("Called by", "City of Halvera")),
    last_time=(replace(ROW, number="4", text="Keep the north entrance step-free.", actions=()),),
    agreed=(ROW,),
    made_on=date(2026, 11, 22),
    address="https://workspace.example/partners/meetings/7/",
    words=WORDS,
)


def word_text(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    lines = []
    for block in document.iter_inner_content():
        if isinstance(block, docx.table.Table):
            lines += [
                " | ".join(paragraph.text for cell in row.cells for paragraph in cell.paragraphs)
                for row in block.rows
            ]
        else:
            lines.append(block.text)
    return "\n".join(lines) + "\n"


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    found = " ".join(page.get_textpage().get_text_range() for page in document)
    return re.sub(r"\s+", " ", found.replace("\ufffe", "").replace("\u00ad", ""))


def many(count: int, *, earlier: int = 0, times: int = 1) -> Paper:
    rows = tuple(
        replace(ROW, number=str(number), text=f"Ask {number}. " + ROW.text * times)
        for number in range(1, count + 1)
    )
    return replace(PAPER, agreed=rows, last_time=PAPER.last_time * earlier)


def test_the_words_of_the_word_paper() -> None:
    assert word_text(outcome_word.write(PAPER)) == GOLDEN.read_text(encoding="utf-8")


def test_the_pdf_says_the_same_words() -> None:
    found = pdf_text(outcome_pdf.write(PAPER))
    lines = GOLDEN.read_text(encoding="utf-8").replace(" | ", "\n").splitlines()
    missing = [line for line in lines if line and line not in found]
    assert missing == []


@pytest.mark.parametrize("write", [outcome_word.write, outcome_pdf.write])
def test_the_same_paper_is_the_same_bytes(write: object) -> None:
    assert write(PAPER) == write(PAPER)
    assert write(PAPER) != write(replace(PAPER, title="Another"))


def test_the_pdf_is_tagged_in_its_language_with_its_title() -> None:
    content = outcome_pdf.write(replace(PAPER, language="sq"))
    assert b"/MarkInfo" in content
    assert b"/Marked true" in content
    assert b"/StructTreeRoot" in content
    assert re.search(rb"/Lang ?\(sq\)", content)
    assert b"pdfuaid" in content
    assert pypdfium2.PdfDocument(content).get_metadata_value("Title").endswith(PAPER.title)


def test_the_word_paper_has_headings_a_language_and_table_heads() -> None:
    document = docx.Document(io.BytesIO(outcome_word.write(replace(PAPER, language="sq"))))
    styles = [(each.style.name, each.text) for each in document.paragraphs if each.text]
    assert ("Heading 1", PAPER.title) in styles
    assert ("Heading 2", WORDS.agreed) in styles
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"sq"}
    for table in document.tables:
        assert table.rows[0]._tr.trPr.findall(qn("w:tblHeader"))
        assert table._tbl.tblPr.findall(qn("w:tblCaption"))
    links = [each.target_ref for each in document.part.rels.values() if each.is_external]
    assert ROW.source_address in links


@pytest.mark.parametrize(("count", "earlier"), [(0, 0), (12, 0), (12, 5), (60, 20)])
def test_never_more_than_two_pages_and_nothing_lost_unsaid(count: int, earlier: int) -> None:
    content = outcome_pdf.write(many(count, earlier=earlier))
    assert outcome_pdf.pages(content) <= PAGES
    found = pdf_text(content)
    shown = len(re.findall(r"Ask \d+\.", found))
    left = sum(int(number) for number in re.findall(r"(\d+) more are only", found))
    shown_earlier = found.count("Keep the north entrance")
    assert shown + shown_earlier + left == count + earlier


def test_twelve_recommendations_are_all_on_the_paper() -> None:
    for content in (outcome_pdf.write(many(12)),):
        assert len(re.findall(r"Ask \d+\.", pdf_text(content))) == 12
    assert len(re.findall(r"Ask \d+\.", word_text(outcome_word.write(many(12))))) == 12


def test_what_does_not_fit_is_counted_with_its_address() -> None:
    found = word_text(outcome_word.write(many(60)))
    shown = len(re.findall(r"Ask \d+\.", found))
    assert 0 < shown < 60
    assert f"{60 - shown} more are only in the workspace: {PAPER.address}" in found


def test_a_text_too_long_for_a_row_ends_visibly() -> None:
    found = word_text(outcome_word.write(many(1, times=30)))
    assert "…" in found


@given(
    st.integers(0, 40),
    st.integers(0, 20),
    st.integers(1, 12),
    st.floats(min_value=0.5, max_value=1),
)
def test_a_fitted_paper_fits_and_counts_what_it_left(
    count: int, earlier: int, times: int, share: float
) -> None:
    paper = many(count, earlier=earlier, times=times)
    fitted = fit(paper, room_share=share)
    room = PAGES * (PAGE_HEIGHT_MM - 2 * MARGIN_MM) * share
    assert len(fitted.paper.agreed) + fitted.agreed_left == count
    assert len(fitted.paper.last_time) + fitted.last_time_left == earlier
    assert height_mm(fitted.paper, letter_pt=fitted.letter_pt) <= room or fewer(fitted) is None


@given(st.text(max_size=300), st.integers(10, 200))
def test_a_shortened_text_is_a_beginning(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short.isprintable()
    if not short.endswith("…"):
        assert short == shorten(text, 10_000)


@pytest.mark.parametrize("write", [outcome_word.write, outcome_pdf.write])
@pytest.mark.parametrize(
    "text", ['#link("x")[y] $a$ *b* \\u{1}', "a\x00b\x0cc\ud800d", "Ништа о нама без нас — Тоҷикӣ"]
)
def test_any_words_can_be_printed(write: object, text: str) -> None:
    row = replace(ROW, text=text, answer=text, addressee=text, source=text, state=text)
    action = PaperAction(text, text, text)
    paper = replace(
        PAPER,
        title=text,
        facts=((text, text),),
        agreed=(replace(row, actions=(action,)),),
    )
    content = write(paper)
    assert content


def test_markup_in_words_stays_words() -> None:
    found = pdf_text(outcome_pdf.write(replace(PAPER, title="#panic() *not bold* $x$")))
    assert "#panic() *not bold* $x$" in found


# Decisions, and two languages side by side

BESIDE = Path(__file__).with_name("outcome_of_two.txt")
TWO_WORDS = replace(
    WORDS, decided="What this meeting decided", decided_columns=("No.", "What was decided")
)
SERBIAN = replace(
    TWO_WORDS,
    kind="Završni dokument",
    columns=("Br.", "Šta se traži", "Od koga, i odgovor", "Ko šta radi do kada"),
    decided_columns=("Br.", "Šta je odlučeno"),
)
TWO = replace(
    PAPER,
    words=TWO_WORDS,
    language_name="English",
    second=Second("sr-latn", "Srpski", "Okrugli sto na Staroj pijaci", "Not yet given in Srpski", SERBIAN),
    decided=(
        PaperDecision("1", "The north gate opens at seven.", "Severna kapija se otvara u sedam."),
        PaperDecision("2", "The hall stays open on Tuesdays."),
    ),
    agreed=(
        replace(ROW, second="Grad treba da otvori salu.", asked_for="to be led by the school"),
    ),
)  # fmt: skip


def test_two_languages_stand_side_by_side_and_what_is_not_given_says_so() -> None:
    content = outcome_word.write(TWO)
    assert word_text(content) == BESIDE.read_text(encoding="utf-8")
    # A word that a narrow column parts at its hyphen is read without it.
    found = re.sub(r"[-\s]", "", pdf_text(outcome_pdf.write(TWO)))
    lines = BESIDE.read_text(encoding="utf-8").replace(" | ", "\n").splitlines()
    assert [line for line in lines if re.sub(r"[-\s]", "", line) not in found] == []
    document = docx.Document(io.BytesIO(content))
    spoken = {
        run.text: run._r.rPr.find(qn("w:lang")).get(qn("w:val"))
        for table in document.tables
        for cell in table._cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
        if run._r.rPr is not None and run._r.rPr.find(qn("w:lang")) is not None
    }
    assert spoken == {
        "Severna kapija se otvara u sedam.": "sr-latn",
        "Grad treba da otvori salu.": "sr-latn",
    }


def test_the_pdf_of_two_languages_is_tagged_with_both() -> None:
    content = outcome_pdf.write(TWO)
    assert b"pdfuaid" in content
    assert re.search(rb"/Lang ?\(en\)", content)
    assert re.search(rb"/Lang ?\(sr\)", content)


@pytest.mark.parametrize("count", [3, 30])
def test_two_languages_and_many_decisions_stay_on_two_pages(count: int) -> None:
    decided = tuple(
        PaperDecision(str(n), f"Decision {n}. " * 12, f"Odluka {n}. " * 14) for n in range(count)
    )
    rows = tuple(replace(ROW, number=str(n), second="Isto. " * 40) for n in range(count))
    whole = replace(TWO, decided=decided, agreed=rows, last_time=PAPER.last_time * count)
    assert outcome_pdf.pages(outcome_pdf.write(whole)) <= PAGES
    fitted = fit(whole)
    assert fitted.paper.agreed
    assert fitted.paper.decided
    assert len(fitted.paper.decided) + fitted.decided_left == count
    assert len(fitted.paper.agreed) + fitted.agreed_left == count
