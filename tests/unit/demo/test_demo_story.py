"""The story rests on words that stand, once, in the documents it names."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import docx
import pytest

from commonweal.demo.city import POLICE
from commonweal.demo.make_documents import DOCUMENTS
from commonweal.demo.story import (
    CONTESTED,
    GATHERINGS,
    KEPT,
    NOT_AGREED,
    OVERDUE,
    Promise,
    Words,
)

PROMISES = [promise for gathering in GATHERINGS for promise in gathering.promises]


def _words_of(promise: Promise) -> Iterator[Words]:
    if promise.words:
        yield promise.words
    if promise.deed:
        found = (promise.deed.evidence, *(view.passage for view in promise.deed.views))
        yield from (words for words in found if words)


def _text(name: str) -> str:
    content = (DOCUMENTS / name).read_bytes()
    if name.endswith(".docx"):
        return "\n".join(part.text for part in docx.Document(io.BytesIO(content)).paragraphs)
    return re.sub(r"<[^>]+>", " ", content.decode("utf-8"))


@pytest.mark.parametrize(
    "words", [words for promise in PROMISES for words in _words_of(promise)], ids=lambda w: w.words
)
def test_the_words_stand_once_in_their_document(words: Words) -> None:
    assert _text(words.file).count(words.words) == 1


def test_one_promise_is_kept_and_confirmed_by_a_partner_other_than_the_owner() -> None:
    assert KEPT.deed.report
    assert [view.confirms for view in KEPT.deed.views] == [True]
    assert KEPT.deed.views[0].by.organisation != KEPT.deed.owner.organisation


def test_one_is_overdue_by_the_police_service() -> None:
    assert OVERDUE.deed.owner == POLICE
    assert OVERDUE.deed.due_in_days < 0
    assert OVERDUE.deed.report == ""


def test_one_is_contested_with_a_passage_and_one_is_not_agreed_with_a_reason() -> None:
    objections = [view for view in CONTESTED.deed.views if not view.confirms]
    assert [bool(view.passage and view.reason) for view in objections] == [True]
    assert NOT_AGREED.reply.position == "not-agreed"
    assert NOT_AGREED.reply.reason


def test_nobody_judges_what_they_did_themselves() -> None:
    judged = [
        (view.by, promise) for promise in PROMISES if promise.deed for view in promise.deed.views
    ]
    assert judged
    assert all(by not in {one.deed.owner, one.addressee} for by, one in judged)


def test_some_wait_for_an_answer_and_keys_are_told_apart() -> None:
    assert sum(promise.reply is None for promise in PROMISES) >= 3
    assert len({promise.key for promise in PROMISES}) == len(PROMISES)
    assert {bool(gathering.document) for gathering in GATHERINGS} == {True, False}
