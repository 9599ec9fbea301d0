"""What the five published texts ask for, phrase by phrase, and where each can be tried.

This is the one source of truth: `docs/seeds.md` is written from it (`make docs`), the page
/about/seeds/ shows it, and a test holds that every page resolves and every test exists. A row without a page
or without a test says "not yet"; nothing is listed that cannot be tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

NOT_YET = "not yet"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing the texts say, in a few words of ours.

    Attributes:
        text: What they say.
        page: The name of the address where it can be tried, or None: not yet.
        tests: Where it is shown, as ``file::function`` below ``tests/``; none: not yet.
        note: What is missing, or how to try it.
    """

    text: str
    page: str | None = None
    tests: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One capability with its phrases.

    Attributes:
        number: S1 to S19.
        capability: Its name.
        phrases: What the texts say about it.
    """

    number: str
    capability: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class LeftOutside:
    """Something the texts mention that Commonweal does not do, and why."""

    what: str
    why: str


ROWS = (
    Row(
        "S1",
        "Whole-of-society partnership",
        (
            Phrase(
                "government and civil society work in trust",
                page="partners:agreed",
                tests=(
                    "unit/demo/test_demo_load.py::test_the_public_sees_what_was_kept_is_overdue_is_contested_and_was_not_agreed",
                ),
                note="Either side is asked, answers, and may disagree with a reason that stays beside the promise.",
            ),
            Phrase(
                "police, women, youth, religious communities, media, academia and the private sector take part",
                page="partners:meetings",
                tests=(
                    "unit/demo/test_demo_city.py::test_there_are_a_dozen_partners_and_civil_society_comes_first",
                    "unit/demo/test_demo_load.py::test_a_public_council_is_kept_with_police_and_civil_society_at_one_table",
                ),
                note="Partners present at each meeting. A page for each partner: not yet.",
            ),
        ),
    ),
    Row(
        "S2",
        "Multi-agency platform",
        (
            Phrase(
                "co-operation, co-ordination and communication across agencies",
                page="today:home",
                tests=(
                    "unit/demo/test_demo_load.py::test_the_police_service_is_told_that_its_promise_is_overdue",
                ),
                note="Signed in: what waits for one's own agency, and by when.",
            ),
            Phrase("local, national and regional"),
        ),
    ),
    Row(
        "S3",
        "Guidebook of good practices",
        (
            Phrase("emerging good practices are shared"),
            Phrase(
                "inclusive, multi-stakeholder processes in developing strategies and programmes"
            ),
        ),
    ),
    Row(
        "S4",
        "Recommendations followed up",
        (
            Phrase(
                "what a workshop recommends is the basis of later work",
                page="partners:board",
                tests=(
                    "unit/demo/test_demo_load.py::test_each_promise_leads_back_to_the_words_it_was_marked_from",
                    "unit/demo/test_demo_load.py::test_the_public_sees_what_was_kept_is_overdue_is_contested_and_was_not_agreed",
                ),
                note="From the passage to the answer, the action, the evidence and another partner's confirmation.",
            ),
        ),
    ),
    Row(
        "S5",
        "Conferences and workshops",
        (
            Phrase(
                "an annual conference",
                page="library:documents",
                tests=(
                    "unit/library/test_published_texts.py::test_the_event",
                    "unit/partners/test_partners_planning.py::test_an_agenda_names_functions_and_opens_with_what_was_promised",
                ),
                note="Read from its page; one of our own is planned with its agenda and speakers, and repeated.",
            ),
            Phrase("five themes"),
            Phrase(
                "registration with a deadline",
                page="partners:public_meetings",
                tests=(
                    "unit/library/test_published_texts.py::test_the_event",
                    "unit/partners/test_partners_registration.py::test_the_deadline_is_meant_where_the_meeting_is_and_the_clock_change_does_not_move_it",
                    "browser/test_registration.py::test_the_public_registers_waits_is_offered_a_place_and_takes_it",
                ),
                note="Everybody registers without an account; the deadline is meant where the meeting is held.",
            ),
            Phrase("high-level and expert participants"),
        ),
    ),
    Row(
        "S6",
        "Public Councils",
        (
            Phrase(
                "police and communities engage at the local level",
                page="partners:meetings",
                tests=(
                    "unit/demo/test_demo_load.py::test_a_public_council_is_kept_with_police_and_civil_society_at_one_table",
                ),
                note="A council's meeting and what it asks; what people raised to it and what was answered is under S19.",
            ),
        ),
    ),
    Row(
        "S7",
        "Projects and donors",
        (
            Phrase(
                "extra-budgetary projects in phases",
                page="library:documents",
                tests=(
                    "unit/library/test_published_texts.py::test_whose_money_projects_and_publications",
                ),
                note="Read from documents. Projects of our own: not yet.",
            ),
            Phrase(
                "several funding states",
                page="library:documents",
                tests=(
                    "unit/library/test_published_texts.py::test_whose_money_projects_and_publications",
                ),
                note="Read from documents. A donor's own view of its projects: not yet.",
            ),
            Phrase("joint resources"),
        ),
    ),
    Row(
        "S8",
        "Violent-extremist content online",
        (
            Phrase("the threat of content online"),
            Phrase("the key role of local communities in answering these narratives"),
            Phrase("tackling terrorist use of the internet"),
        ),
    ),
    Row(
        "S9",
        "Mis-, dis- and malign information",
        (
            Phrase("its spread and its link to violent narratives"),
            Phrase("fear and distrust in a crisis"),
        ),
    ),
    Row(
        "S10",
        "Site-specific risk assessment",
        (
            Phrase("public spaces"),
            Phrase("vulnerable places"),
            Phrase("what people lose when energy fails"),
        ),
    ),
    Row("S11", "Emergency planning", (Phrase("plan and roles"), Phrase("exercise"))),
    Row(
        "S12",
        "Public-private partnerships",
        (Phrase("those responsible for places and the authorities share their protection"),),
    ),
    Row(
        "S13",
        "Safety balanced with accessibility",
        (Phrase("public spaces stay secure, open and accessible"),),
    ),
    Row(
        "S14",
        "Restricting logistical and financial support",
        (
            Phrase("due diligence between organisations"),
            Phrase("over-blocking is treated as an error"),
        ),
    ),
    Row(
        "S15",
        "Rehabilitation and reintegration",
        (
            Phrase(
                "services and pathways are described",
                page="partners:directory",
                tests=(
                    "unit/partners/test_directory.py::test_a_page_shows_what_is_said_and_offers_forms_to_its_own_alone",
                ),
                note="A partner's entry says what it offers and how one gets there; never who goes there.",
            ),
            Phrase("staff are trained"),
            Phrase("yearly figures"),
            Phrase(
                "nothing is stored about a person who uses a service",
                page="rights:retention",
                tests=("unit/test_no_profiles.py::test_no_table_holds_it",),
                note="There is no field for it anywhere; tests walk the tables, the imports and the exports.",
            ),
        ),
    ),
    Row(
        "S16",
        "Accountable, effective, inclusive security sector",
        (
            Phrase(
                "civil society strengthens transparency and integrity of security institutions",
                page="partners:agreed",
                tests=(
                    "unit/demo/test_demo_load.py::test_the_public_sees_what_was_kept_is_overdue_is_contested_and_was_not_agreed",
                ),
                note="An authority's late promise and a partner's objection stand on the public page.",
            ),
            Phrase(
                "human rights are respected",
                page="rights:trail",
                tests=(
                    "browser/test_rights_story.py::test_rights_from_an_invitation_to_a_hand_in_the_trail",
                    "unit/test_doors.py::test_every_page_opens_to_whom_its_door_says_and_has_no_word_of_others_notes",
                ),
                note="Roles for a time and with a reason, a partner's own notes, records that go when their time is up, and a trail that oversight reads and nobody can change unseen.",
            ),
            Phrase("law enforcement alone cannot do it"),
        ),
    ),
    Row(
        "S17",
        "Training and education",
        (
            Phrase("capacity building"),
            Phrase("media and information literacy"),
            Phrase("table-top exercises"),
        ),
    ),
    Row(
        "S18",
        "The published record",
        (
            Phrase(
                "news items, press releases and event pages",
                page="library:documents",
                tests=("unit/library/test_published_texts.py::test_what_the_page_is",),
            ),
            Phrase(
                "fields of work",
                page="library:search",
                tests=(
                    "unit/library/test_published_texts.py::test_what_the_page_is",
                    "unit/library/test_published_texts.py::test_navigation_is_apart_and_read",
                ),
            ),
            Phrase(
                "countries",
                page="library:search",
                tests=(
                    "unit/library/test_published_texts.py::test_the_event",
                    "unit/library/test_published_texts.py::test_navigation_is_apart_and_read",
                ),
            ),
            Phrase(
                "structures",
                page="library:documents",
                tests=(
                    "unit/library/test_published_texts.py::test_navigation_is_apart_and_read",
                    "unit/library/test_published_texts.py::test_bodies_that_took_part",
                ),
                note="Bodies that a document names are filters; the publisher's own list is in the record.",
            ),
        ),
    ),
    Row(
        "S19",
        "Listening",
        (
            Phrase("why people turn to violence"),
            Phrase(
                "the grievances that push them are heard",
                page="partners:concerns",
                tests=(
                    "unit/partners/test_partners_listening.py::test_five_concerns_on_one_page_sent_twice",
                    "browser/test_listening.py::test_five_concerns_survive_a_lost_connection",
                ),
                note="By kind of group, in a municipality, never by name; forms to print are under Listening sessions.",
            ),
            Phrase(
                "the grievances are answered and mitigated",
                page="partners:raised_pages",
                tests=(
                    "unit/partners/test_partners_listening.py::test_everybody_reads_exactly_what_was_previewed",
                    "browser/test_listening.py::test_it_is_taken_up_answered_shown_and_read_by_everybody",
                ),
                note="One page for a council and a period; what is declined says why.",
            ),
        ),
    ),
)

OUTSIDE = (
    LeftOutside(
        "Prosecution and criminal investigation",
        "They need a legal mandate that a partnership does not have, and files on people, which Commonweal never keeps.",
    ),
    LeftOutside(
        "Covert collection of information",
        "It would turn partners into informants; no civil-society partner has a duty to report anyone.",
    ),
    LeftOutside(
        "Mutual legal assistance between states",
        "It belongs to courts and ministries, with procedures and safeguards of their own.",
    ),
    LeftOutside(
        "The analysis of terrorist financing",
        "It needs powers over bank records. What is inside is due diligence between organisations (S14).",
    ),
)


def markdown() -> str:
    """Return docs/seeds.md."""
    return "\n".join((*_head(), *_table(), *_outside())) + "\n"


def _head() -> Iterator[str]:
    yield "# From the texts to the pages"
    yield ""
    yield "Written from `src/commonweal/demo/seeds.py` by `make docs`; do not edit it here."
    yield ""
    yield (
        "Commonweal implements a way of working that five published texts describe. It is independent of their "
        'publisher and not endorsed by it. Each phrase below is ours, in short. "Not yet" means what it says.'
    )
    yield ""


def _table() -> Iterator[str]:
    yield "| | capability | what the texts say | where to try it | test | remarks |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for row in ROWS:
        number, capability = row.number, row.capability
        for phrase in row.phrases:
            page = f"`{phrase.page}`" if phrase.page else NOT_YET
            tests = "<br>".join(f"`{test}`" for test in phrase.tests) or NOT_YET
            yield f"| {number} | {capability} | {phrase.text} | {page} | {tests} | {phrase.note} |"
            number = capability = ""


def _outside() -> Iterator[str]:
    yield ""
    yield "## Outside, on purpose"
    yield ""
    yield from (f"- **{left.what}.** {left.why}" for left in OUTSIDE)
