"""The search engine: pure, in a folder."""

from __future__ import annotations

import errno
import multiprocessing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.kernel.provenance import Span
from commonweal.library.engine.search import index, query
from commonweal.library.engine.search.fold import fold
from commonweal.library.engine.search.highlight import Wanted as Marked
from commonweal.library.engine.search.highlight import marks_in, snippet
from commonweal.library.engine.search.passages import LONGEST, passages_of
from commonweal.library.engine.search.types import Indexed, PassageText
from commonweal.library.engine.types import Block


def document(key: str, *texts: str, language: str = "en", **filters: str) -> Indexed:
    at = 0
    passages = []
    for text in texts:
        passages.append(PassageText(Span(at, at + len(text)), text))
        at += len(text) + 2
    return Indexed(
        key, language, tuple(passages), {name: (value,) for name, value in filters.items()}
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    index.write(
        tmp_path,
        [
            document(
                "a",
                "Women and youth met the police in Đurđevac.",
                "Youth workers and women asked for safer meetings.",
                year="2021",
                kind="news item",
            ),
            document("b", "Участники встречи обсудили безопасность женщин.", language="ru"),
            document("c", "Omladina i žene u Čačku traže susret.", language="sr"),
            document("d", "Jugendliche besuchten die Versammlungen.", language="de"),
        ],
    )
    return tmp_path


def found(folder: Path, typed: str, **filters: str) -> list[str]:
    return [hit.document for hit in query.search(folder, typed, filters=filters).hits]


@pytest.mark.parametrize(
    ("typed", "documents"),
    [
        ("meeting", ["a"]),
        ("durdevac", ["a"]),
        ("женщины", ["b"]),
        ("zene cacku", ["c"]),
        ("versammlung", ["d"]),
        ("poli", ["a"]),
        ("nothing", []),
    ],
)
def test_words_are_found_by_stem_without_accents_and_by_their_beginning(
    folder: Path, typed: str, documents: list[str]
) -> None:
    answer = query.search(folder, typed)
    assert [hit.document for hit in answer.hits] == documents
    assert answer.match == ("all" if documents else "none")


def test_a_phrase_keeps_its_order(folder: Path) -> None:
    texts = [hit.text for hit in query.search(folder, '"women and youth"').hits]
    assert texts == ["Women and youth met the police in Đurđevac."]
    assert len(query.search(folder, "women youth").hits) == 2


@pytest.mark.parametrize(
    "marks", ['"women and youth"', "“women and youth”", "„women and youth“", "«women and youth»"]
)
def test_quotation_marks_of_every_style_make_a_phrase(folder: Path, marks: str) -> None:
    assert query.search(folder, marks).count == 1


@pytest.mark.parametrize(
    ("typed", "match", "texts"),
    [
        ('"women and youth" police', "all", ["Women and youth met"]),
        ('police "women and youth"', "all", ["Women and youth met"]),
        ('"women and youth" polise', "similar", ["Women and youth met"]),
        ('"women and youth" submarine', "any", ["Women and youth met"]),
        ('"women and youth" "met the police"', "all", ["Women and youth met"]),
        ('"women and youth" "safer meetings"', "none", []),
        ('"youth and women" police', "none", []),
        ('"women and yuth" police', "none", []),
        ('"wommen" police', "none", []),
        ('police "women and yo', "all", ["Women and youth met"]),
        ('police "you', "all", ["Women and youth met"]),
        ('submarine "youth workers', "any", ["Youth workers and"]),
        ('police "youth and', "none", []),
    ],
)
def test_what_stands_in_quotation_marks_is_in_every_answer(
    folder: Path, typed: str, match: str, texts: list[str]
) -> None:
    answer = query.search(folder, typed)
    assert answer.match == match
    assert [" ".join(hit.text.split()[: len(texts[0].split())]) for hit in answer.hits] == texts


def test_a_typing_error_is_forgiven_and_said(folder: Path) -> None:
    answer = query.search(folder, "wommen polise")
    assert answer.match == "similar"
    assert [mark.of(answer.hits[0].text) for mark in answer.hits[0].marks] == ["Women", "police"]


def test_where_not_all_words_are_there_any_will_do_and_it_is_said(folder: Path) -> None:
    answer = query.search(folder, "police submarine")
    assert (answer.match, answer.count) == ("any", 1)


def test_filters_narrow(folder: Path) -> None:
    assert found(folder, "women", year="2021", kind="news item") == ["a", "a"]
    assert found(folder, "women", year="2020") == []


@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_is_an_error(typed: str) -> None:
    query.understand(typed)


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        '""',
        "AND OR NOT (",
        "kind:x^9",
        "*",
        "a" * 5000,
        "\x00",
        "[1 TO 2]",
        "\\",
        "😀",
        "-",
        "'s",
    ],
)
def test_no_query_syntax_can_break_it(folder: Path, typed: str) -> None:
    query.search(folder, typed)
    query.documents_with(folder, typed)


def test_a_document_written_again_replaces_itself(folder: Path) -> None:
    index.write(folder, [document("a", "Only sheep now.")])
    assert found(folder, "police") == []
    assert found(folder, "sheep") == ["a"]


def test_a_removed_document_is_not_found(folder: Path) -> None:
    index.remove(folder, "a")
    assert found(folder, "police") == []


def test_documents_with_all_the_words_are_counted_once(folder: Path) -> None:
    assert query.documents_with(folder, "women") == ("a",)
    assert query.documents_with(folder, "  ") is None


def test_an_index_of_another_version_or_a_broken_one_is_not_used(folder: Path) -> None:
    name = index.current_name(folder)
    assert name
    (folder / name / "meta.json").write_text("{ broken")
    assert index.current_name(folder) is None
    assert query.search(folder, "police").hits == ()
    (folder / "current").write_text("0-older")
    assert index.current_name(folder) is None
    (folder / "current").write_text("1-../../etc")
    assert index.current_name(folder) is None


def test_a_rebuild_takes_what_was_added_meanwhile_and_removes_the_old(folder: Path) -> None:
    old = index.current_name(folder)
    new = index.create(folder, pointer="building")
    index.fill(folder, new, [document("a", "Police and schools.")])
    assert found(folder, "Omladina") == ["c"], "the old one still answers"
    index.switch(folder, new, last=lambda: [document("z", "Added meanwhile.")])
    assert index.current_name(folder) == new
    assert found(folder, "meanwhile") == ["z"]
    assert found(folder, "Omladina") == []
    assert not (folder / str(old)).exists()
    index.switch(folder, new, last=list)
    assert found(folder, "meanwhile") == ["z"], "switching twice changes nothing"


def _write_some(folder: str, worker: int) -> None:
    for number in range(5):
        index.write(Path(folder), [document(f"w{worker}-{number}", "Concurrent writers.")])


def test_several_workers_write_one_after_the_other(tmp_path: Path) -> None:
    index.ensure(tmp_path)
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write_some, args=(str(tmp_path), n)) for n in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert query.search(tmp_path, "concurrent").count == 10


def test_an_error_while_writing_changes_nothing_and_frees_the_lock(folder: Path) -> None:
    half = (PassageText(Span(0, 5), "Sheep"), None)
    bad = Indexed("e", "en", half)  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        index.write(folder, [document("a", "Gone"), bad])
    assert found(folder, "police") == ["a"]
    index.write(folder, [document("e", "Sheep")])
    assert found(folder, "sheep") == ["e"]


@pytest.mark.parametrize(
    ("told", "free_bytes", "number"),
    [
        ("IoError { No space left on device (os error 28) }", 10**12, errno.ENOSPC),
        (
            "An index writer was killed. A worker thread encountered an io::Error",
            1000,
            errno.ENOSPC,
        ),
        ("An index writer was killed. A worker thread encountered an io::Error", 10**12, errno.EIO),
        ("field does not exist", 0, None),
    ],
)
def test_tantivys_words_about_the_disk_become_the_systems_error(
    told: str, free_bytes: int, number: int | None
) -> None:
    problem = index.disk_error(ValueError(told), free_bytes=free_bytes)
    assert (problem.errno if problem else None) == number


def test_a_heading_goes_with_what_follows_and_list_items_stay_together() -> None:
    text = "Needs\n- women\n- youth\n\nA paragraph.\n\nAnother."
    spans = [
        ("heading", "Needs"),
        ("item", "women"),
        ("item", "youth"),
        ("paragraph", "A paragraph."),
        ("paragraph", "Another."),
    ]
    blocks = [
        Block(Span(text.index(words), text.index(words) + len(words)), kind)
        for kind, words in spans
    ]
    assert [one.text for one in passages_of(text, blocks)] == [
        "Needs\n- women\n- youth",
        "A paragraph.",
        "Another.",
    ]


def test_an_endless_paragraph_is_cut_and_nothing_is_lost() -> None:
    text = "One sentence after another. " * 300 + "x" * 4000
    passages = passages_of(text, [Block(Span(0, len(text)), "paragraph")])
    assert "".join(one.text for one in passages).replace(" ", "") == text.replace(" ", "")
    assert max(len(one.text) for one in passages) <= LONGEST
    assert all(one.span.of(text) == one.text for one in passages)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The OSCE Mission to Skopje", "osce mission to skopje"),
        ("Shoqata “Gratë”, Tiranë", "shoqata grate tirane"),
        ("ĐURĐEVAC", "durdevac"),
        ("Министерство  внутренних дел", "министерство внутренних дел"),
        ("...", "..."),
    ],
)
def test_the_key_of_a_name(name: str, key: str) -> None:
    assert fold(name) == key


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert fold(fold(name)) in {fold(name), fold(fold(fold(name)))}


@given(st.text(min_size=1, max_size=900), st.integers(20, 400))
def test_a_snippet_is_made_of_the_passage_only(text: str, length: int) -> None:
    marks = marks_in(text, Marked(words=frozenset({"a"})), stems=None)
    segments = snippet(text, marks, length=length)
    shown = "".join(one.text for one in segments).removeprefix("… ").removesuffix(" …")
    assert shown in text
    assert all(one.text for one in segments)


def test_a_snippet_shows_where_most_of_the_words_are() -> None:
    text = "filler words here. " * 40 + "women and youth together. " + "filler words here. " * 40
    marks = marks_in(text, Marked(words=frozenset({"women", "youth"})), stems=None)
    segments = snippet(text, marks, length=120)
    assert [one.text for one in segments if one.is_marked] == ["women", "youth"]
    assert segments[0].text == "… "
    assert segments[-1].text == " …"
