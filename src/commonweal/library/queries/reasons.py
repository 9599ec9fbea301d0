"""Why a value was read: one plain sentence for each rule, shown to whoever reviews it.

The rules themselves, with their sources, are in engine/clean and engine/facts; how often each is right
is measured (docs/benchmarks.md). A test holds that every measured rule has a sentence of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commonweal.library.engine.overlay import BY_PERSON

Text = str | Promise

_PAGE: Mapping[str, Text] = {
    "title.structure": _("The file itself marks these words as its title."),
    "title.under-kind": _("It stands directly under the word for the kind of page."),
    "title.named": _("The page's own name for itself is the same."),
    "title.over-labels": _("It stands directly over the page's details."),
    "title.own-name": _("The page calls itself by these words."),
    "title.repeated": _("The page repeats these words."),
    "title.shape": _("It has the shape of a title and stands before the text."),
    "kind.line": _("The page says on a line of its own what it is."),
    "kind.label": _("The page's details say what it is."),
    "kind.labels": _("Its details say who issued it, as news items do."),
    "kind.event-labels": _("Its details say when and where, as event pages do."),
    "kind.dateline": _("It opens with a place and a day, as press releases do."),
    "kind.stamp": _("A day of posting stands before the text, as with news items."),
    "kind.headline": _("Its headline is none of a news item or an event."),
    "kind.own-name": _("Its title says what it is."),
    "kind.listing": _("It is a list of other pages."),
    "kind.project-page": _("It is the own page of a project: for how long, and how far it is."),
    "kind.invitation": _("It invites people."),
    "kind.day-and-hours": _("It opens with a day and its hours, as a programme does."),
    "kind.default": _("Nothing says what it is; most such pages are news items."),
    "kind.none": _("Nothing says what it is."),
    "date_issued.label": _("The page's details say the day of issue."),
    "date_issued.dateline": _("The day stands at the opening of the text, after the place."),
    "date_issued.line": _("A day stands on a line of its own near the title."),
    "date_issued.closing": _("A day stands at the end, with who signed."),
    "date_issued.container": _("The file itself says its day."),
}
_EVENT: Mapping[str, Text] = {
    "verb": _("A verb says what was done."),
    "noun": _("A noun says what kind of event it was."),
    "noun with the event's verb": _("A noun for a kind of event stands with the verb of holding it."),
    "foreign noun": _("A noun of another language says what kind of event it was."),
    "none": _("No word says what kind of event it was."),
    "election": _("The text tells of an election that was observed."),
    "paper": _("The text is a paper, not the story of an event."),
    "name": _("An event page bears the name of its event as its title."),
    "no year": _("A day is printed without its year."),
    "relative": _("The day is named by its distance, such as “last week”."),
    "feature": _("It reads as a story about people, not about one event."),
    "one day": _("One day stands in the sentence about the event."),
    "range": _("A first and a last day stand together."),
    "range, year of the dateline": _("A first and a last day stand together; the year is that of the opening."),
    "two days": _("The sentence about the event names two days side by side."),
    "two dates": _("Two days stand apart; the earlier is taken as the first."),
    "last day": _("The last day is named as such."),
    "last day and duration": _("The last day is named, and how long it took."),
    "first day and duration": _("The first day is named, and how long it took."),
    "first day and until": _("The first day is named, and until when it goes on."),
    "day of the dateline": _("No other day is named: the day of the opening, or a weekday before it."),
    "deadline": _("The text says until when to register."),
    "hedged number": _("A number of people with a word such as “some” or “over” before it."),
    "number": _("A number of people who took part."),
    "label": _("The page's details say how many took part."),
    "summed": _("Several groups are counted; their numbers are added up."),
    "gazetteer": _("The place lies in this country, by the list of places."),
    "country beside the place": _("The country stands beside the place."),
    "country in the text": _("The text is about this country more than about others."),
    "where line": _("The page's details say where."),
    "dateline": _("The text opens with this place."),
    "capital of a country": _("The text names the country whose capital it was in."),
    "thanked for money": _("The text thanks them for what they paid."),
    "first day": _("The text says that it began on this day."),
    "title that was published": _("The text says that what stands between commas was published."),
    "name after in": _("The name follows “in” in the sentence about the event."),
    "name after venue": _("The name follows the venue."),
    "venue": _("It is the name of a venue."),
    "venue in a town": _("A venue is named together with its town."),
    "town of a venue": _("It is the town that the venue is named after."),
    "premises": _("The words “the premises of” or “the gate of” stand before it."),
    "line under the days": _("It stands on the line under the days of the event."),
    "site": _("It is the name of a site."),
    "checkpoint": _("It is the name of a crossing or a checkpoint."),
    "city of": _("The words “city of” or “town of” stand before it."),
    "town": _("It is a town in the list of places."),
    "town of the headline": _("The headline names this town."),
}  # fmt: skip
_PEOPLE: Mapping[str, Text] = {
    "speech": _("A verb of saying stands beside the name."),
    "given name": _("It begins with a given name."),
    "speech and given name": _("A verb of saying stands beside it, and it begins with a given name."),
    "role before name": _("An office stands before the name."),
    "role before comma": _("An office and a comma stand before the name."),
    "role after name": _("An office stands after the name."),
    "body after name": _("An organisation stands after the name."),
    "shared role": _("Several names share one office."),
    "form of address": _("A form of address stands before the name."),
    "beside a person": _("It stands in a row with another person's name."),
    "he or she follows": _("“He” or “she” follows, and means this name."),
    "speaks later": _("The same name speaks later in the text."),
    "agent": _("It does something in the sentence, as organisations do."),
    "named": _("Its name says what it is: a ministry, a mission, an association."),
    "named by its place": _("Its name is a word such as “municipality” and the place it serves."),
    "office as a body": _("An office that stands for the body it leads, such as a governor's."),
    "named as an NGO": _("The text calls it a non-governmental organisation."),
    "known, in passing": _("It is a known organisation, named in passing."),
    "organises": _("The text says that it organised the event."),
    "organized-by line": _("The page's details say that it organised the event."),
    "in a list of those present": _("It stands in the list of those who were present."),
    "body of a person": _("It is the organisation of a person who is named."),
    "attribution after": _("Who said it stands after the words."),
    "attribution before": _("Who said it stands before the words."),
    "name before in the paragraph": _("The last name before it in the paragraph is taken as who said it."),
    "paragraph of its own": _("The words are a paragraph of their own."),
}  # fmt: skip
_WORKS: Mapping[str, Text] = {
    "noun and title": _("A word such as “project” or “guide” stands before the title."),
    "noun and quoted title": _("A word such as “project” or “guide” stands before the title in quotation marks."),
    "quoted title and noun": _("A word such as “project” stands after the title in quotation marks."),
    "quoted name of a project": _("The name of a project stands in quotation marks."),
    "list of quoted names": _("It is one of several names in quotation marks."),
    "name between commas": _("The name stands between commas after the word for it."),
    "name ends in programme": _("The name ends in “programme” or “project”."),
    "name of a fund": _("It is the name of a fund."),
    "short form and noun": _("A short form in capitals stands before a word such as “project”."),
    "title between commas": _("A title between commas follows the word for it."),
    "title called so": _("The text says that it is called so."),
    "title and then what it is": _("Words such as “a handbook” follow the title."),
    "title with small letters": _("It follows the word for it and is written as a title is."),
    "title of an edition": _("A word such as “edition” or “issue” stands beside the title."),
    "short name": _("The short form of a project that is named in full."),
    "quoted titles in a row": _("It is one of several titles in quotation marks in a row."),
    "quoted title that says what it is": _("The title in quotation marks says what it is, such as a handbook."),
    "title that says what it is": _("The title says what it is, such as a handbook."),
    "funded by": _("The text says “funded by”."),
    "funding from": _("The text says that the funding comes from it."),
    "supported by": _("The text says “supported by”, with money."),
    "funds": _("The text says that it pays."),
    "gives": _("The text says that it gives money."),
    "contributed by": _("The text says what it contributed."),
    "contributed to": _("The text says that it contributed to a fund or a project."),
    "countries supported": _("The text names the countries that gave support."),
    "gift of": _("The text says whose gift it was."),
    "donated by": _("The text says by whom it was donated."),
    "contributions from": _("The text says from whom contributions came."),
    "contributions were made by": _("The text says who made contributions."),
    "donors": _("It stands in a list of donors."),
    "made possible by": _("The text says by whom it was made possible."),
    "name-funded": _("A word such as “EU-funded” holds its name."),
    "money was given by": _("The text says by whom the money was given."),
}  # fmt: skip
_PROMISES: Mapping[str, Text] = {
    "advocated": _("The sentence says that somebody spoke for it."),
    "asked for": _("The sentence says that it was asked for."),
    "invites to": _("The sentence says that somebody was invited or encouraged to do it."),
    "clause that promises": _("A part of the sentence promises it."),
    "clause that announces": _("A part of the sentence announces it."),
    "listed recommendation": _("It stands in a list of recommendations."),
    "listed task": _("It is one of the tasks in a list, with who is to do it."),
    "agreed to": _("The sentence says that somebody agreed to do it."),
    "asked to": _("The sentence says that somebody was asked to do it."),
    "body will go on": _("The sentence says that an organisation will go on with it."),
    "called for": _("The sentence says that somebody called for it."),
    "hopes to": _("The sentence says that somebody hopes to do it."),
    "intends to": _("The sentence says that somebody intends to do it."),
    "it is essential": _("The sentence says that it is essential."),
    "need to": _("The sentence says that it needs to be done."),
    "pledged": _("The sentence says that somebody pledged it."),
    "proposed": _("The sentence says that somebody proposed it."),
    "recommended": _("The sentence says that it was recommended."),
    "said would": _("Somebody said that they would do it."),
    "should": _("The sentence says that it should be done."),
    "someone will": _("The sentence says that somebody will do it."),
    "urged": _("The sentence says that somebody was urged to do it."),
    "we will": _("Somebody says: we will."),
    "will be done": _("The sentence says that it will be done."),
    "will be published": _("The sentence says that it will be published."),
    "will follow": _("The sentence says that something will follow."),
    "will, contracted": _("Somebody says that they'll do it."),
    "will, said": _("Somebody is quoted: it will be done."),
    "will, with a time": _("The sentence says by when it will be done."),
}
SENTENCES: Mapping[str, Text] = {**_PAGE, **_EVENT, **_PEOPLE, **_WORKS, **_PROMISES}


def reason_for(rule: str) -> str:
    """Return the sentence that says why a value was read.

    Args:
        rule: The rule's name; one without a sentence of its own is named as it is.
    """
    if rule in SENTENCES:
        return str(SENTENCES[rule])
    if rule == BY_PERSON:
        return _now("A person put this value.")
    if rule.startswith("metadata."):
        return _now("The page's own details say so.")
    if not rule:
        return _now("This reading does not say which rule read it; the next one will.")
    return _now("Read by the rule “%(rule)s”.") % {"rule": rule}
