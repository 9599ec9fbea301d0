"""The words of the reader: what goes in, what lies between, what comes out.

    bytes --load--> Loaded --clean--> Page --read--> Reading --as_json--> one JSON object

Every span counts characters of ``Loaded.text``: the decoded original before any newline
translation, byte order mark removed; for HTML, PDF and Word the extracted text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from commonweal.kernel.provenance import Evidence, Span


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know about how a document was read, such as an assumed encoding."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Hint:
    """What the container's own structure says about some of the text.

    Attributes:
        kind: ``furniture``, ``title``, ``heading`` or ``caption``.
    """

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """One document's text, ready to be cleaned.

    Attributes:
        name: The file's name; a member of an archive is ``archive.zip/folder/member.txt``.
        text: The decoded original, or the extracted text.
        media_type: Such as ``text/plain``, ``text/html``, ``application/pdf``.
        sha256: Hash of the original bytes, in hex.
        original: The original bytes of this document.
        extracted: True where ``text`` was extracted (HTML, PDF, Word) and is not the file itself.
        notes: What was assumed on the way.
        metadata: What the container itself says (HTML meta tags, mail headers, a feed's entry):
            keys ``title``, ``date``, ``publisher``, ``address``, ``language``, where known.
        hints: Where the container's structure (HTML, PDF, Word) shows furniture, titles, captions.
    """

    name: str
    text: str
    media_type: str
    sha256: str
    original: bytes
    extracted: bool = False
    notes: tuple[Note, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A file, or a member of an archive, that could not be read, and why."""

    name: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item, heading or caption of the body.

    Attributes:
        span: Its characters, without surrounding white space and list mark.
        kind: ``paragraph``, ``item``, ``heading`` or ``caption``.
    """

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class MetadataLine:
    """One label of the page's own metadata with its values, such as "Issued by:".

    Attributes:
        key: ``issued_on``, ``issued_by``, ``source``, ``place``, ``fields_of_work``, ``when``, ``where``,
            ``organized_by``, ``content_type``, ``country`` or ``other``.
        label: The label as printed.
        values: The values as printed, split at ", ".
        spans: One span for each value.
    """

    key: str
    label: str
    values: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening "CITY, Country, date –" of a press release.

    Attributes:
        place: The city as printed.
        date: ISO date, or None where the words cannot be read as a date.
        span: The whole dateline with its dash.
        date_span: The date's words.
    """

    place: str
    date: str | None
    span: Span
    place_span: Span
    date_span: Span | None


@dataclass(frozen=True, slots=True)
class TaxonomyEntry:
    """One entry of the publisher's own taxonomy, as its navigation lists it.

    Attributes:
        section: ``fields_of_work``, ``countries``, ``field_operations``, ``structures``, ``meetings`` or ``other``.
        name: As printed; a state under its short English name.
        parent: The heading it stands under, as printed, or None.
    """

    section: str
    name: str
    parent: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Page:
    """A document with its furniture set apart: what the fact readers work on.

    Attributes:
        text: The same text as ``Loaded.text``.
        kind: ``news item``, ``press release``, ``event`` or ``other``.
        title: Span of the title, if there is one.
        lead: Span of the lead, if there is one (the body's where the words are the same).
        metadata: The page's own metadata lines, in reading order.
        dateline: Of a press release, if there is one.
        blocks: The body in reading order, without furniture, title, lead teaser and metadata.
        furniture: What belongs to the page and not to the text: navigation, tails, buttons.
        language: BCP 47.
        evidence: For ``kind``, ``title``, ``lead``, ``date_issued``, ``language``, ``issued_by``, ``fields_of_work``.
        taxonomy: Names by section, flat; ``entries`` has the same with parents and spans.
        aside: The page's words that are neither body nor furniture: the kind's word, a teaser or a paragraph
            that the body repeats, a loose date line.
        notes: What a person should know about this cleaning.
    """

    text: str
    kind: str
    title: Span | None
    lead: Span | None
    metadata: tuple[MetadataLine, ...]
    dateline: Dateline | None
    blocks: tuple[Block, ...]
    furniture: tuple[Span, ...]
    language: str
    evidence: Mapping[str, Evidence]
    date_issued: str | None = None
    issued_by: tuple[str, ...] = ()
    fields_of_work: tuple[str, ...] = ()
    taxonomy: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    entries: tuple[TaxonomyEntry, ...] = ()
    aside: tuple[Span, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A body, project, funder or publication as printed, where it was read, and how sure."""

    name: str
    evidence: Evidence
    short_name: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person as the passage names them: the office held then, never a link to anything else.

    ``rule``, ``span`` and ``confidence`` are in ``evidence``; role and organisation as printed.
    """

    name: str
    role: str | None
    organisation: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Commitment:
    """An exact sentence that recommends, promises or announces.

    Attributes:
        type: ``recommendation``, ``commitment`` or ``next step``.
        strength: ``explicit`` or ``soft``.
    """

    text: str
    type: str
    evidence: Evidence
    strength: str = "explicit"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in quotation marks with the full name of who said them."""

    speaker: str | None
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, or will: single values, each with its evidence under ``event.<field>``."""

    type: str | None = None
    name: str | None = None
    start: str | None = None
    end: str | None = None
    date_text: str | None = None
    place: str | None = None
    country: str | None = None
    participants: int | None = None
    participants_hedge: str | None = None
    registration_deadline: str | None = None
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the fact readers find in a page.

    Attributes:
        evidence: Keys ``event.type``, ``event.start`` and so on, for every single value.
    """

    event: Event
    people: tuple[Speaker, ...] = ()
    organisations: tuple[Named, ...] = ()
    projects: tuple[Named, ...] = ()
    funders: tuple[Named, ...] = ()
    publications: tuple[Named, ...] = ()
    topics: tuple[Named, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    quotes: tuple[Quote, ...] = ()
    links: tuple[str, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """One document, read: the page, its facts, and what was assumed on the way."""

    page: Page
    facts: Facts
    notes: tuple[Note, ...] = ()
