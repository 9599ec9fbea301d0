"""Turn a person's words into an answer. Nothing a person can type is an error.

"women and youth" police  ->  a phrase that every answer has, and one word
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tantivy import Occur, Query

from commonweal.kernel.provenance import Span
from commonweal.library.engine.search.analyzers import (
    SMALL_WORDS,
    analyzers,
    stem_field,
    typo_distance,
)
from commonweal.library.engine.search.highlight import Wanted, marks_in
from commonweal.library.engine.search.index import FILTERS, current_name, opened
from commonweal.library.engine.search.types import Answer, Hit, Match

MOST_CHARACTERS = 400
MOST_WORDS = 24
MOST_DOCUMENTS = 10_000
_PREFIX_LEAST = 2
_PREFIX_WORDS = 40
_PHRASE = re.compile(r"[\"“”„«»]([^\"“”„«»]*)(?:[\"“”„«»]|$)")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked for.

    Attributes:
        phrases: Each a run of folded words that must stand together, in every answer.
        words: Each as typed, with its folded form.
        is_open: True where the last word may still be being typed.
        is_unfinished: True where the last phrase has no closing mark, so that its last word may.
    """

    phrases: tuple[tuple[str, ...], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    is_open: bool = False
    is_unfinished: bool = False


def understand(typed: str) -> Asked:
    """Take a person's words apart: phrases in quotation marks of any style, and single words.

    A phrase without a closing mark reaches to the end.

    Args:
        typed: Anything; what lies behind 400 characters or 24 words is passed over.
    """
    typed = typed[:MOST_CHARACTERS]
    folded = analyzers()["words"]
    quoted = list(_PHRASE.finditer(typed))
    phrases = [tuple(folded.analyze(found.group(1))) for found in quoted]
    rest = _PHRASE.sub(" ", typed)
    words = [
        (rest[token.char_offset_from : token.char_offset_to], token.text)
        for token in folded.pre_tokenize(rest).tokens
    ]
    # "women's" comes as "women" and "s"; the s finds nothing by itself.
    told = [word for word in words if len(word[1]) > 1 or word[1].isdigit()] or words
    return Asked(
        phrases=tuple(phrase for phrase in phrases if phrase)[:MOST_WORDS],
        words=tuple(told[:MOST_WORDS]),
        is_open=bool(rest) and rest[-1].isalnum(),
        is_unfinished=bool(quoted) and quoted[-1].group()[-1].isalnum(),
    )


def search(
    folder: Path,
    typed: str,
    *,
    filters: Mapping[str, str] | None = None,
    without: Sequence[str] = (),
    limit: int = 20,
    offset: int = 0,
) -> Answer:
    """Find the passages that answer best: all the words, else similar ones, else any of them.

    What stands in quotation marks is in every passage found.

    Args:
        folder: Where the indexes lie.
        typed: A person's words.
        filters: One value by name (``kind``, ``country``, ``field``, ``body``, ``year``).
        without: Ids of documents that are passed over: not shown, not counted, not fallen back on.
        limit: How many passages at most.
        offset: How many to pass over, for the next page.

    Returns:
        The answer; empty where nothing was asked or there is no index.

    Cost: grows with the postings of the rarest wanted word, not with the number of documents.
    Source: BM25, Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009, as in tantivy.
    """
    asked = understand(typed)
    name = current_name(folder)
    if name is None or not (asked.words or asked.phrases):
        return Answer()
    index = opened(folder, name)
    searcher = index.searcher()
    for match in ("all", "similar", "any"):
        tried = _Try(index.schema, searcher, asked=asked, match=match)
        found = searcher.search(
            tried.query(filters or {}, without=without),
            limit=max(limit, 1),
            offset=offset,
            count=True,
        )
        if found.count:
            hits = tuple(
                _hit(searcher.doc(address), score, tried.wanted()) for score, address in found.hits
            )
            return Answer(hits=hits, count=found.count, match=match)
    return Answer()


def documents_with(folder: Path, typed: str) -> tuple[str, ...] | None:
    """Return the ids of the documents that have all the words, or None where nothing was asked.

    Args:
        folder: Where the indexes lie.
        typed: A person's words.
    """
    asked = understand(typed)
    if not (asked.words or asked.phrases):
        return None
    name = current_name(folder)
    if name is None:
        return ()
    index = opened(folder, name)
    searcher = index.searcher()
    query = _Try(index.schema, searcher, asked=asked, match="all").query({})
    buckets = searcher.aggregate(
        query, {"documents": {"terms": {"field": "document", "size": MOST_DOCUMENTS}}}
    )
    return tuple(bucket["key"] for bucket in buckets["documents"]["buckets"])


class _Try:
    """One way to look for what was asked: all words, similar ones, or any of them."""

    def __init__(self, schema: Any, searcher: Any, *, asked: Asked, match: Match) -> None:
        self._schema, self._searcher = schema, searcher
        self._asked, self._match = asked, match
        self._analyzers = analyzers()

    def query(self, filters: Mapping[str, str], *, without: Sequence[str] = ()) -> Any:
        """Return the query for this way, within the filters and without some documents."""
        is_any = self._match == "any"
        last = len(self._asked.phrases) - 1
        phrases = [
            (
                Occur.Must,
                self._phrase(phrase, is_open=self._asked.is_unfinished and place == last),
            )
            for place, phrase in enumerate(self._asked.phrases)
        ]
        last = len(self._asked.words) - 1
        words = [
            (
                Occur.Should if is_any or self._is_small(folded) else Occur.Must,
                self._word(typed, folded, is_open=self._asked.is_open and place == last),
            )
            for place, (typed, folded) in enumerate(self._asked.words)
        ]
        wanted = Query.boolean_query([*phrases, *words])
        limits = [
            (
                Occur.Must,
                Query.const_score_query(Query.term_query(self._schema, name, value, "basic"), 0.0),
            )
            for name, value in filters.items()
            if name in FILTERS and value
        ]
        passed_over = [
            (Occur.MustNot, Query.term_set_query(self._schema, "document", list(without)))
        ]
        return Query.boolean_query(
            [(Occur.Must, wanted), *limits, *(passed_over if without else [])]
        )

    def wanted(self) -> Wanted:
        """Return what to mark in the passages found."""
        return _wanted(self._asked, is_loose=self._match == "similar")

    def _is_small(self, word: str) -> bool:
        """Say whether a word need not be there, because others carry the meaning."""
        others = [folded for _, folded in self._asked.words if folded not in SMALL_WORDS]
        return word in SMALL_WORDS and bool(others or self._asked.phrases)

    def _phrase(self, words: Sequence[str], *, is_open: bool) -> Any:
        if is_open:
            return Query.phrase_prefix_query(self._schema, "words", list(words))
        if len(words) == 1:
            return Query.term_query(self._schema, "words", words[0])
        return Query.boost_query(Query.phrase_query(self._schema, "words", list(words)), 2.0)

    def _word(self, typed: str, folded: str, *, is_open: bool) -> Any:
        ways = [Query.boost_query(Query.term_query(self._schema, "words", folded), 1.5)]
        ways += [
            Query.term_query(self._schema, name, stem, "freq")
            for name, analyzer in self._analyzers.items()
            if name != "words"
            for stem in analyzer.analyze(typed)[:1]
        ]
        if is_open and len(folded) >= _PREFIX_LEAST:
            ways += [
                Query.boost_query(Query.term_query(self._schema, "words", word), 0.5)
                for word, _ in self._searcher.terms_with_prefix(
                    "words", folded, limit=_PREFIX_WORDS
                )
                if word != folded
            ]
        if self._match == "similar" and typo_distance(folded):
            ways.append(
                Query.fuzzy_term_query(
                    self._schema, "words", folded, distance=typo_distance(folded)
                )
            )
        return Query.disjunction_max_query(ways, tie_breaker=0.1)


def marked_in(text: str, typed: str, *, language: str) -> tuple[Span, ...]:
    """Return where a passage has the words that a person looked for, else words spelt almost so.

    Args:
        text: The passage.
        typed: The person's words.
        language: The passage's language, as a code.
    """
    asked, stems = understand(typed), stem_field(language)
    exact = marks_in(text, _wanted(asked, is_loose=False), stems=stems)
    return exact or marks_in(text, _wanted(asked, is_loose=True), stems=stems)


def _wanted(asked: Asked, *, is_loose: bool) -> Wanted:
    tools = analyzers()
    return Wanted(
        words=frozenset(folded for _, folded in asked.words)
        | {word for phrase in asked.phrases for word in phrase},
        stems=frozenset(
            (name, stem)
            for name in tools
            for typed, _ in asked.words
            for stem in tools[name].analyze(typed)
        ),
        prefix=_beginning(asked),
        is_loose=is_loose,
    )


def _beginning(asked: Asked) -> str | None:
    if asked.is_unfinished and asked.phrases:
        return asked.phrases[-1][-1]
    return asked.words[-1][1] if asked.words and asked.is_open else None


def _hit(entry: Any, score: float, wanted: Wanted) -> Hit:
    text = entry.get_first("words")
    return Hit(
        document=entry.get_first("document"),
        span=Span(entry.get_first("start"), entry.get_first("end")),
        text=text,
        score=score,
        marks=marks_in(text, wanted, stems=stem_field(entry.get_first("language") or "")),
    )
