"""Concerns: type them in, change one, say how far it is, translate it, take a quote out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.kernel.errors import Conflict, InvalidInput, NotAllowed
from commonweal.partners.actions.listening import known_languages, known_place, lock_listening
from commonweal.partners.actions.permit import permit, unchanged, within, written
from commonweal.partners.actions.raised_copies import drop_quote, drop_rows
from commonweal.partners.engine.concerns import NEEDS_WORDS, after
from commonweal.partners.engine.plain_words import found_in
from commonweal.partners.models import (
    Concern,
    ConcernCount,
    ConcernState,
    ConcernStep,
    ConsentFor,
    Group,
    Theme,
    Wording,
)
from commonweal.partners.queries.concerns import concern_of, last_outcome, listening_of
from commonweal.partners.queries.rows import meeting_of, recommendation_of
from commonweal.partners.queries.wording_concerns import found_words
from commonweal.partners.rules.listening import KEEP_CONCERN, KEEP_LISTENING, may_say
from commonweal.partners.rules.taking_part import acting_for
from commonweal.rights.public import record, verb

if TYPE_CHECKING:
    from commonweal.partners.engine.listening_types import ConcernDraft, StepDraft, WordingDraft
    from commonweal.partners.models import Listening
    from commonweal.rights.models import Person

ADDED = verb("partners.concern.added", gettext_lazy("typed in a concern"))
CHANGED = verb("partners.concern.changed", gettext_lazy("changed a concern"))
QUOTE_TAKEN_OUT = verb("partners.concern.quote-taken-out", gettext_lazy("took a quote out"))
TRANSLATED = verb("partners.concern.translated", gettext_lazy("translated a concern"))
SAID = {
    "taken-up": verb("partners.concern.taken-up", gettext_lazy("took a concern up")),
    "given-back": verb("partners.concern.given-back", gettext_lazy("gave a concern back")),
    "answered": verb("partners.concern.answered", gettext_lazy("answered a concern")),
    "done": verb("partners.concern.done", gettext_lazy("said what was done about a concern")),
    "declined": verb("partners.concern.declined", gettext_lazy("declined a concern")),
    "reopened": verb("partners.concern.reopened", gettext_lazy("opened a concern again")),
    "withdrawn": verb("partners.concern.withdrawn", gettext_lazy("took a concern back")),
    "restored": verb("partners.concern.restored", gettext_lazy("put a concern back on the list")),
}
# Steps whose words say why, not what.
IS_A_REASON = frozenset({"given-back", "declined", "reopened", "withdrawn"})
CONCERN_CHARACTERS, QUOTE_CHARACTERS = 2000, 1000
MOST_LINES, MOST_VOICES = 50, 30_000


@transaction.atomic
def type_in(
    person: Person,
    listening_id: UUID,
    drafts: Sequence[ConcernDraft],
    *,
    form: UUID | None = None,
    now: datetime | None = None,
) -> list[Concern]:
    """Type in what was raised at a session; a form that is sent twice adds nothing twice.

    Args:
        person: One of the people who keep the session, or a co-ordinator.
        listening_id: The session.
        drafts: One or more.
        form: The form they came with; its lines are known by their numbers.
        now: The time of the act; the present if None.

    Returns:
        Those that were added now; none if all were added before.

    Raises:
        NotFound: If there is no such session, or not for this person.
        NotAllowed: If the person does not keep it.
        Conflict: If a line was added before in other words.
        InvalidInput: If nothing is typed, or a value cannot be used.
    """
    lock_listening(listening_id)
    listening = listening_of(person, listening_id)
    permit(KEEP_LISTENING, person, listening)
    if not 0 < len(drafts) <= MOST_LINES:
        raise InvalidInput(
            "partners.concern.lines",
            _("Type in at least one concern, and at most %(most)s at a time.")
            % {"most": MOST_LINES},
        )
    moment = now or timezone.now()
    new = _not_sent_before(listening, drafts, form=form)
    return [_added(person, listening, each, form=form, now=moment) for each in new]


def _not_sent_before(
    listening: Listening, drafts: Sequence[ConcernDraft], *, form: UUID | None
) -> list[ConcernDraft]:
    sent = {} if form is None else {row.line: row for row in Concern.objects.filter(form=form)}
    new = []
    for draft in drafts:
        row = sent.get(draft.line)
        if row is None:
            new.append(draft)
        elif row.listening_id != listening.pk or row.text != draft.text.strip():
            raise Conflict(
                "partners.concern.sent",
                _(
                    "Line %(line)s of this form was added already as concern %(number)s, in other words. "
                    "Change it there, or empty the line here."
                )
                % {"line": draft.line, "number": row.label},
            )
    return new


def _added(
    person: Person, listening: Listening, draft: ConcernDraft, *, form: UUID | None, now: datetime
) -> Concern:
    row = Concern(
        listening=listening,
        year=listening.held_on.year,
        number=_next_number(listening.held_on.year),
        raised_on=listening.held_on,
        **_facts(draft, place=listening.municipality),
        form=form,
        line=draft.line if form else None,
        added_by=person,
        added_at=now,
    )
    row.save()
    ConcernStep.objects.create(
        concern=row, kind="raised", person=person, organisation_id=acting_for(person), at=now
    )
    record(person, ADDED, thing=row, facts=_let_through(draft))
    return row


def _next_number(year: int) -> int:
    count, _made = ConcernCount.objects.select_for_update().get_or_create(year=year)
    count.last += 1
    count.save()
    return count.last


def _facts(draft: ConcernDraft, *, place: str) -> dict[str, Any]:
    if draft.theme not in Theme.values:
        raise InvalidInput("partners.concern.theme", _("Choose the theme from the list."))
    if draft.group not in Group.values:
        raise InvalidInput(
            "partners.concern.group", _("Choose the kind of group that raised it from the list.")
        )
    if not 1 <= draft.voices <= MOST_VOICES:
        raise InvalidInput(
            "partners.concern.voices",
            _("%(count)s people: about how many is a number from 1 to %(most)s.")
            % {"count": draft.voices, "most": MOST_VOICES},
        )
    text = written(draft.text, name=_("what was raised"), limit=CONCERN_CHARACTERS)
    checked(f"{text}\n{draft.quote}", because=draft.kept_because)
    return {
        "theme": draft.theme,
        "text": text,
        "language": known_languages((draft.language,))[0],
        "group": draft.group,
        "municipality": known_place(draft.municipality.strip() or place),
        "voices": draft.voices,
        "kept_because": within(draft.kept_because, name=_("the reason"), limit=500),
        "is_off_paper": draft.is_off_paper,
        **_quote(draft),
    }


def _quote(draft: ConcernDraft) -> dict[str, Any]:
    quote = within(draft.quote, name=_("their own words"), limit=QUOTE_CHARACTERS)
    if not quote:
        return {"quote": "", "has_consent": False, "consent_for": ""}
    if not draft.has_consent or draft.consent_for not in ConsentFor.values:
        raise InvalidInput(
            "partners.concern.consent",
            _(
                "Somebody’s own words stand here only with their consent: tick it and say what it was "
                "given for, or leave the words out."
            ),
        )
    return {"quote": quote, "has_consent": True, "consent_for": draft.consent_for}


def checked(text: str, *, because: str) -> None:
    """Raise where words look like a name, an address or a belief and nobody says why they stay.

    Args:
        text: What was typed.
        because: Why they stay; empty if nothing was said.

    Raises:
        InvalidInput: Naming the words.
    """
    found = found_in(text)
    if found and not because.strip():
        raise InvalidInput("partners.concern.look-again", found_words(found))


def _let_through(draft: ConcernDraft) -> dict[str, Any]:
    kinds = sorted({each.kind for each in found_in(f"{draft.text}\n{draft.quote}")})
    return {"let_through": kinds} if kinds else {}


def _locked(person: Person, concern_id: UUID) -> Concern:
    Concern.objects.select_for_update().filter(pk=concern_id).first()
    return concern_of(person, concern_id)


@transaction.atomic
def change(
    person: Person, concern_id: UUID, draft: ConcernDraft, *, seen: int | None = None
) -> Concern:
    """Change how a concern is written; its number, its day and what became of it stay.

    Args:
        person: One of the people who keep the session, or a co-ordinator.
        concern_id: The concern.
        draft: How it is written now.
        seen: The version the person saw; None if it was not shown to anybody.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep it.
        Conflict: If somebody changed it meanwhile.
        InvalidInput: If a value cannot be used.
    """
    row = _locked(person, concern_id)
    permit(KEEP_CONCERN, person, row)
    unchanged(row, seen=seen)
    before = (row.quote, row.consent_for)
    for name, value in _facts(draft, place=row.listening.municipality).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    if before != (row.quote, row.consent_for):
        drop_quote(row.pk)
    record(person, CHANGED, thing=row, facts=_let_through(draft))
    return row


@transaction.atomic
def take_quote_out(person: Person, concern_id: UUID) -> None:
    """Erase somebody's own words, here and on every page that shows them: the consent was withdrawn.

    Args:
        person: One of the people who keep the session, or a co-ordinator.
        concern_id: The concern.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person does not keep it.
    """
    row = _locked(person, concern_id)
    permit(KEEP_CONCERN, person, row)
    if not row.quote:
        return
    row.quote, row.has_consent, row.consent_for = "", False, ""
    row.version += 1
    row.save()
    drop_quote(row.pk)
    record(person, QUOTE_TAKEN_OUT, thing=row)


@transaction.atomic
def say(
    person: Person,
    concern_id: UUID,
    draft: StepDraft,
    *,
    seen: int | None = None,
    now: datetime | None = None,
) -> ConcernStep:
    """Say how far a concern is: taken up, answered, done, declined, given back, opened again.

    Args:
        person: One of the partner that takes it or took it up, or of those who keep it.
        concern_id: The concern.
        draft: What is said.
        seen: The version the person saw; None if it was not shown to anybody.
        now: The time of the act; the present if None.

    Raises:
        NotFound: If there is no such concern, meeting or recommendation, or not for this person.
        NotAllowed: If the person may not say this.
        Conflict: If this cannot be said of it now, or somebody changed it meanwhile.
        InvalidInput: If words are missing.
    """
    row = _locked(person, concern_id)
    unchanged(row, seen=seen)
    state = after(draft.kind, row.state)
    if state is None:
        raise Conflict(
            "partners.concern.step",
            _("This cannot be said of it now: it is %(state)s.")
            % {"state": row.get_state_display()},
        )
    if draft.kind not in may_say(person, row):
        raise NotAllowed(
            "partners.concern.step",
            _("You may not say this: it is for the partner that took it up, or for who keeps it."),
        )
    check = written if draft.kind in NEEDS_WORDS else within
    text = check(draft.text, name=_("words"), limit=CONCERN_CHARACTERS)
    checked(text, because=draft.kept_because)
    moment = now or timezone.now()
    _move(person, row, draft, state=state, now=moment)
    step = ConcernStep.objects.create(
        concern=row,
        kind=draft.kind,
        text=text,
        person=person,
        organisation_id=acting_for(person),
        at=moment,
    )
    # What is not done needs its reason, and whoever reads the trail reads it there.
    why = [text] if draft.kind in IS_A_REASON else []
    reason = "\n".join(filter(None, [*why, draft.kept_because]))
    record(person, SAID[draft.kind], thing=row, facts={"step": step.pk}, reason=reason)
    return step


def _move(
    person: Person, row: Concern, draft: StepDraft, *, state: ConcernState | str, now: datetime
) -> None:
    row.state = state
    if draft.kind == "taken-up":
        row.taken_up_by_id = acting_for(person)
        row.taken_up_on = timezone.localdate(now)
        row.taken_up_at = meeting_of(person, draft.meeting_id) if draft.meeting_id else None
    elif state == ConcernState.RAISED:
        row.taken_up_by = row.taken_up_on = row.taken_up_at = None
    row.version += 1
    row.save()
    if draft.kind == "withdrawn":
        drop_rows([row.pk])
    if draft.kind == "answered":
        row.recommendations.set(
            [recommendation_of(person, each) for each in draft.recommendation_ids]
        )


@transaction.atomic
def translate(
    person: Person, concern_id: UUID, draft: WordingDraft, *, seen: int | None = None
) -> Wording:
    """Type a concern, and what was answered or done, in another language beside it.

    Args:
        person: One of the people who keep the session, or of the partner that took it up.
        concern_id: The concern.
        draft: The language and the words.
        seen: The version of the words in this language that the person saw; 0 if there were none.

    Raises:
        NotFound: If there is none, or not for this person.
        NotAllowed: If the person neither keeps it nor took it up.
        Conflict: If somebody typed other words meanwhile.
        InvalidInput: If it is the language it is typed in, or a text is too long.
    """
    row = _locked(person, concern_id)
    if row.taken_up_by_id != acting_for(person):
        permit(KEEP_CONCERN, person, row)
    language = known_languages((draft.language,))[0]
    checked(f"{draft.text}\n{draft.outcome}", because=draft.kept_because)
    if language == row.language:
        raise InvalidInput(
            "partners.concern.language", _("It is typed in this language. Choose another one.")
        )
    found = row.wordings.filter(language=language).first() or Wording(
        concern=row, language=language, version=0
    )
    unchanged(found, seen=seen)
    found.text = within(draft.text, name=_("what was raised"), limit=CONCERN_CHARACTERS)
    found.outcome = within(draft.outcome, name=_("the answer"), limit=CONCERN_CHARACTERS)
    found.step = last_outcome(row)
    found.version += 1
    found.save()
    record(person, TRANSLATED, thing=row, facts={"language": language}, reason=draft.kept_because)
    return found
