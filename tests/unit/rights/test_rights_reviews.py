"""One mechanism for every proposal: who may decide, what holds, what is kept, what the database refuses."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from commonweal.rights.actions import reviews
from commonweal.rights.engine.reviews import Draft, Ref, Settled
from commonweal.rights.models import Decision, Person, Proposal, TrailEntry
from commonweal.rights.queries.reviews import Tally, reviews_of, reviews_of_each, tallies
from commonweal.rights.rules import reviews as rules
from commonweal.rights.rules.reviews import ProposalKind, kind_of
from commonweal.rights.rules.roles import works_here
from factories import PersonFactory

pytestmark = pytest.mark.django_db
TOLD: list[Settled] = []


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds: values anybody who works here decides, and proposals that need another person."""
    made = {
        key: ProposalKind(
            key=key,
            label=key,
            needs_other_person=key == "test.evidence",
            may_decide=lambda person, _ref: works_here(person),
            settle=TOLD.extend,
        )
        for key in ("test.value", "test.evidence")
    }
    monkeypatch.setattr(rules, "_KINDS", made)
    TOLD.clear()


@pytest.fixture
def person() -> Person:
    return PersonFactory()


def ref(kind: str = "test.value", key: str = "event.start") -> Ref:
    return Ref(kind=kind, thing="library.Document", thing_id="7", key=key)


def draft(value: object, machine: str = "reader 1", **names: str) -> Draft:
    return Draft(ref=ref(**names), value=value, confidence=0.6, machine=machine)


def read() -> object:
    """What one record's only review says."""
    return reviews_of("test.value", "library.Document", "7")["event.start"]


def test_proposing_twice_is_proposing_once() -> None:
    for _ in range(2):
        reviews.propose(draft("2025-05-04"))
    row = Proposal.objects.get()
    assert (row.value, row.state, row.settled) == ("2025-05-04", "waiting", None)


def test_accepted_holds_with_who_and_when(person: Person) -> None:
    reviews.propose(draft("2025-05-04"))
    settled = reviews.accept(ref(), person=person)
    assert (settled.state, settled.value) == ("accepted", "2025-05-04")
    assert [settled] == TOLD
    assert (read().holds.by, read().holds.organisation) == (person.name, person.organisation.name)


def test_corrected_and_rejected_say_why(person: Person) -> None:
    reviews.propose(draft("2025-05-04"))
    for act in (
        lambda: reviews.correct(ref(), "2025-05-05", person=person, why="  "),
        lambda: reviews.reject(ref(), person=person, why=""),
        lambda: reviews.reject(ref(), person=person, why="x" * 2001),
        lambda: reviews.accept(ref(), person=person, why="x" * 2001),
    ):
        with pytest.raises(InvalidInput, match="1 to 2000"):
            act()
    assert not Decision.objects.exists()
    reviews.correct(ref(), "2025-05-05", person=person, why="The text says the fifth.")
    assert (read().settled, read().value) == ("2025-05-05", "2025-05-04")
    assert read().holds.why == "The text says the fifth."


def test_a_rejected_value_leaves_nothing(person: Person) -> None:
    reviews.propose(draft("2025-05-04"))
    assert reviews.reject(ref(), person=person, why="No date.").value is None


def test_the_second_of_two_people_is_told_what_the_first_did(person: Person) -> None:
    reviews.propose(draft("2025-05-04"))
    reviews.accept(ref(), person=person)
    other = PersonFactory()
    for act in (
        lambda: reviews.accept(ref(), person=other),
        lambda: reviews.correct(ref(), "2025-05-05", person=other, why="It is the fifth."),
        lambda: reviews.reject(ref(), person=other, why="No date."),
    ):
        with pytest.raises(Conflict, match=rf"{person.name} decided about this on .*: accepted\."):
            act()
    assert Decision.objects.count() == 1


def test_undone_waits_again_and_stays_to_be_seen(person: Person) -> None:
    reviews.propose(draft("2025-05-04"))
    reviews.correct(ref(), "2025-05-05", person=person, why="The fifth.")
    other = PersonFactory()
    settled = reviews.undo(ref(), person=other, why="It was the fourth after all.")
    assert (settled.state, settled.value) == ("waiting", None)
    assert read().holds is None
    assert read().history[0].undone_by == other.name
    with pytest.raises(Conflict, match="no decision to undo"):
        reviews.undo(ref(), person=person, why="Again.")
    assert reviews.accept(ref(), person=other).value == "2025-05-04"
    assert [said.state for said in read().history] == ["accepted", "corrected"]


def test_what_is_not_proposed_is_not_found(person: Person) -> None:
    with pytest.raises(NotFound):
        reviews.accept(ref(), person=person)


@pytest.mark.parametrize("role", ["oversight", "donor", "administrator", ""])
def test_who_may_not_decide_is_refused(role: str) -> None:
    reviews.propose(draft("2025-05-04"))
    outsider = PersonFactory(role=role)
    with pytest.raises(NotAllowed):
        reviews.accept(ref(), person=outsider)
    with pytest.raises(NotAllowed):
        reviews.accept_together([draft("2025-05-04")], person=outsider)
    assert not Decision.objects.exists()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="several threads, one database in memory")
@pytest.mark.django_db(transaction=True)
def test_of_eight_who_decide_at_the_same_moment_one_does() -> None:
    people = [PersonFactory() for _ in range(8)]

    def decide(who: Person) -> str:
        try:
            with transaction.atomic():
                reviews.propose(draft("2025-05-04"))
                reviews.accept(ref(), person=who)
        except Conflict as error:
            return error.message
        else:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(decide, people))
    assert answers.count("") == 1
    assert all("decided about this" in answer for answer in answers if answer)
    assert Decision.objects.count() == 1


# What a newer machine proposes


@pytest.mark.parametrize(
    ("decide", "state", "settled"),
    [
        (None, "waiting", None),
        ("accept", "waiting", "2025-05-04"),
        ("correct", "corrected", "2025-05-05"),
        ("reject", "rejected", None),
    ],
)
def test_a_newer_reading_never_touches_a_decision(
    person: Person, decide: str | None, state: str, settled: object
) -> None:
    reviews.propose(draft("2025-05-04"))
    if decide == "accept":
        reviews.accept(ref(), person=person)
    elif decide == "correct":
        reviews.correct(ref(), "2025-05-05", person=person, why="The fifth.")
    elif decide == "reject":
        reviews.reject(ref(), person=person, why="No date.")
    reviews.propose(draft("2025-05-06", "reader 2"))
    assert (read().state, read().settled, read().value) == (state, settled, "2025-05-06")
    assert Decision.objects.filter(undone_at=None).count() == (1 if decide else 0)
    # Read as it was accepted once more, it waits no longer.
    reviews.propose(draft("2025-05-04", "reader 3"))
    assert read().state == {"accept": "accepted"}.get(decide or "", state)


def test_deciding_about_a_newer_reading_ends_the_older_decision(person: Person) -> None:
    reviews.propose(draft("2025-05-04"))
    reviews.accept(ref(), person=person)
    reviews.propose(draft(None, "reader 2"))
    reviews.reject(ref(), person=person, why="There is none.")
    assert [said.undone_at is None for said in read().history] == [True, False]
    reviews.undo(ref(), person=person, why="Wait.")
    assert (read().state, read().holds) == ("waiting", None)


# Four eyes


def test_nobody_decides_about_their_own(person: Person) -> None:
    own = ref("test.evidence")
    reviews.propose(draft("a photo", "", kind="test.evidence"), person=person)
    for act in (
        lambda: reviews.accept(own, person=person),
        lambda: reviews.reject(own, person=person, why="Not this."),
    ):
        with pytest.raises(NotAllowed, match="Nobody decides about what they proposed themselves"):
            act()
    other = PersonFactory(organisation=person.organisation)
    assert reviews.accept(own, person=other).state == "accepted"
    with pytest.raises(NotAllowed):
        reviews.undo(own, person=person, why="Not yet.")


def test_whoever_proposes_anew_does_not_decide_nor_do_those_before(person: Person) -> None:
    evidence, other = ref("test.evidence"), PersonFactory()
    reviews.propose(draft("a photo", "", kind="test.evidence"), person=person)
    reviews.propose(draft("my own photo", "", kind="test.evidence"), person=other)
    assert Proposal.objects.get().proposed_by == other
    for proposer in (person, other):
        for decide in (
            lambda who: reviews.accept(evidence, person=who),
            lambda who: reviews.correct(evidence, "x", person=who, why="So"),
            lambda who: reviews.reject(evidence, person=who, why="So"),
        ):
            with pytest.raises(NotAllowed):
                decide(proposer)
    # A machine that proposes in between makes nobody forgotten either.
    reviews.propose(draft("a photo of a square", "finder 2", kind="test.evidence"))
    for proposer in (person, other):
        with pytest.raises(NotAllowed):
            reviews.accept(evidence, person=proposer)
    settled = reviews.accept(evidence, person=PersonFactory())
    assert (settled.state, settled.value) == ("accepted", "a photo of a square")
    for proposer in (person, other):
        with pytest.raises(IntegrityError, match="no_proposer"), transaction.atomic():
            Decision.objects.update(by=proposer)


def test_the_database_refuses_ones_own_approval_too(person: Person) -> None:
    reviews.propose(draft("a photo", "", kind="test.evidence"), person=person)
    with pytest.raises(IntegrityError, match="rights_decision_four_eyes"), transaction.atomic():
        Decision.objects.create(
            proposal=Proposal.objects.get(),
            state="accepted",
            by=person,
            proposed_by=person,
            organisation=person.organisation,
        )


def test_the_database_lets_one_decision_hold(person: Person) -> None:
    reviews.propose(draft("2025-05-04"))
    reviews.accept(ref(), person=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            proposal=Proposal.objects.get(),
            state="rejected",
            by=person,
            organisation=person.organisation,
        )


def test_where_no_other_person_is_needed_one_may_decide_about_ones_own(person: Person) -> None:
    reviews.propose(draft("2025-05-04", ""), person=person)
    assert reviews.accept(ref(), person=person).state == "accepted"


# The trail


def test_each_decision_is_in_the_trail_on_the_record_with_its_reason(person: Person) -> None:
    reviews.propose(draft("Ana Wald"))
    reviews.correct(ref(), "Anna Wald", person=person, why="Two n.")
    reviews.undo(ref(), person=person, why="One n.")
    entries = TrailEntry.objects.filter(verb__startswith="rights.proposal.").order_by("pk")
    assert [entry.verb for entry in entries] == [
        "rights.proposal.corrected",
        "rights.proposal.undone",
    ]
    for entry in entries:
        assert (entry.thing, entry.thing_id) == ("library.Document", "7")
        assert entry.reason_digest
        assert entry.before_digest != entry.after_digest
        assert "Wald" not in str(entry.facts)


def test_who_proposes_is_in_the_trail(person: Person) -> None:
    for _ in range(2):
        reviews.propose(draft("a photo", "", kind="test.evidence"), person=person)
    assert TrailEntry.objects.filter(verb="rights.proposal.proposed").count() == 1


# Many at once, and counting


def test_many_are_accepted_at_once_but_those_already_decided(person: Person) -> None:
    reviews.propose(draft("b", key="people:2"))
    reviews.reject(ref(key="people:2"), person=person, why="No person.")
    TOLD.clear()
    some = [draft("a", key="people:1"), draft("b", key="people:2"), draft("c", key="title")]
    assert reviews.accept_together(some, person=person) == 2
    assert {one.ref.key for one in TOLD} == {"people:1", "title"}
    assert reviews.accept_together(some, person=person) == 0
    assert tallies("test.value") == (
        Tally("people", accepted=0, corrected=0, rejected=1, together=1, added=0),
        Tally("title", accepted=0, corrected=0, rejected=0, together=1, added=0),
    )


def test_tallies_count_what_holds_and_apart_what_was_added(person: Person) -> None:
    for number in range(3):
        reviews.propose(draft(str(number), key=f"people:{number}"))
        reviews.accept(ref(key=f"people:{number}"), person=person)
    reviews.undo(ref(key="people:0"), person=person, why="Wrong one.")
    reviews.propose(draft(None, key="title"))
    reviews.correct(ref(key="title"), "A title", person=person, why="It has one.")
    assert tallies("test.value") == (
        Tally("people", accepted=2, corrected=0, rejected=0, together=0, added=0),
        Tally("title", accepted=0, corrected=0, rejected=0, together=0, added=1),
    )
    assert sum(one.decided for one in tallies("test.value")) == 2


def test_several_records_are_asked_for_at_once(
    person: Person, django_assert_num_queries: object
) -> None:
    for number in range(5):
        of = Ref(kind="test.value", thing="library.Document", thing_id=str(number), key="title")
        reviews.propose(Draft(ref=of, value="x"))
        reviews.accept(of, person=person)
    with django_assert_num_queries(2):
        found = reviews_of_each("test.value", "library.Document", ["0", "1", "2", "9"])
    assert sorted(found) == ["0", "1", "2"]


def test_a_kind_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        rules.declare_kind(kind_of("test.value"))
