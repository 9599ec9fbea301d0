"""What pages are made of: one typed function and one template for each component.

    {% load ui %}
    {% badge "ok" "Confirmed" %}
    {% card heading="What waits for you" %} … {% endcard %}

A misspelt argument, a missing one, or a kind that does not exist stops the template when it is
compiled, with the file and the line. ``/styles/`` shows every component with its markup.
"""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template.base import FilterExpression, Node, Parser, Token
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.template.library import TagHelperNode
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from commonweal.kernel import place_notes
from commonweal.kernel.provenance import Span
from commonweal.ui.edits import is_overtaken, now_of
from commonweal.ui.passages import cut

register = template.Library()

KINDS = ("neutral", "ok", "warn", "bad", "info")
STATES = ("done", "now", "next", "contested", "plain")
CERTAIN, LIKELY = 0.9, 0.7
SAFE_SCHEMES = ("http", "https", "mailto")


def _draw(component: str, **context: object) -> SafeString:
    drawn = render_to_string(f"ui/components/{component}.html", context)
    return mark_safe(drawn.removesuffix("\n"))  # noqa: S308  drawn by a template, which escaped it


def _one_of(value: object, *, tag: str, argument: str, choices: tuple[object, ...]) -> None:
    if value not in choices:
        allowed = ", ".join(map(repr, choices))
        raise TemplateSyntaxError(f"{tag!r}: {argument} is {value!r}, must be one of {allowed}.")


def _checked(function: Callable[..., SafeString], **choices: tuple[object, ...]) -> None:
    """Check arguments written out in a template against their choices while it is compiled."""
    tag = function.__name__
    names = [
        name
        for name in inspect.signature(function).parameters
        if name not in {"content", "context"}
    ]
    compiled: Callable[[Parser, Token], Node] = register.tags[tag]

    def compile_and_check(parser: Parser, token: Token) -> Node:
        node = compiled(parser, token)
        assert isinstance(node, TagHelperNode)  # noqa: S101  what simple_tag makes
        given = dict(zip(names, node.args, strict=False)) | node.kwargs
        for argument, allowed in choices.items():
            written = given.get(argument)
            if isinstance(written, FilterExpression) and isinstance(written.var, str):
                _one_of(str(written.var), tag=tag, argument=argument, choices=allowed)
        return node

    register.tags[tag] = compile_and_check


# Who said what, and how sure


@register.simple_tag
def badge(kind: str, text: str) -> SafeString:
    """Draw a short state in words; the kind adds colour and a shape, never the meaning alone."""
    _one_of(kind, tag="badge", argument="kind", choices=KINDS)
    return _badge(kind, str(text))


# A page with hundreds of values draws the same few states again and again.
@lru_cache(maxsize=256)
def _badge(kind: str, text: str) -> SafeString:
    return _draw("badge", kind=kind, text=text)


@register.simple_tag
def sure(confidence: float) -> SafeString:
    """Draw how sure the reader is: certain (0.9 and more), likely (0.7 and more), or check."""
    if not 0 <= confidence <= 1:
        raise ValueError(f"confidence is {confidence}, must be a share from 0 to 1.")
    words = {
        3: pgettext("how sure", "certain"),
        2: pgettext("how sure", "likely"),
        1: pgettext("how sure", "check"),
    }
    bars = 3 if confidence >= CERTAIN else 2 if confidence >= LIKELY else 1
    return _draw("sure", bars=bars, word=words[bars], percent=round(confidence * 100))


@register.simple_tag
def said_by(
    name: str, organisation: str = "", on: dt.date | dt.datetime | None = None
) -> SafeString:
    """Draw who said something, for whom, and when."""
    return _draw("said_by", name=name, organisation=organisation, on=on)


@register.simple_block_tag
def quoted(content: str, href: str = "", source: str = "") -> SafeString:
    """Draw the exact words of a source, with one way back to the passage."""
    return _draw("quoted", content=content, href=href, source=source)


# Text and record side by side


@register.filter
def as_written(text: str) -> SafeString:
    """Escape a text so that the page keeps each of its characters, carriage returns too."""
    return mark_safe(escape(text).replace("\r", "&#13;"))  # noqa: S308  escaped on this line


@register.simple_tag
def words(
    text: str,
    at: int = 0,
    spans: Iterable[Span] = (),
    shown: Span | None = None,
    hits: Iterable[Span] = (),
) -> SafeString:
    """Draw a part of the original whose words can be pointed at.

    Args:
        text: A part of the original, such as one paragraph.
        at: Place of its first character in the original, in characters.
        spans: Where values were read.
        shown: The passage the reader was sent to; gets the id ``passage``.
        hits: Words inside it that the reader had looked for.
    """
    return _draw("words", pieces=cut(text, at=at, read=spans, shown=shown, hits=hits))


@register.simple_tag
def value(text: str, spans: Sequence[Span], confidence: float | None = None) -> SafeString:
    """Draw a value of the record that points to the words it was read from.

    Args:
        text: The value as a person reads it.
        spans: The words it was read from; none for a value that says "none was found".
        confidence: Share from 0 to 1, drawn as ``sure``.
    """
    return _draw(
        "value",
        text=text,
        first=spans[0].start if spans else None,
        spans=",".join(f"{span.start}-{span.end}" for span in spans),
        badge=sure(confidence) if confidence is not None else "",
    )


# Frames


@register.simple_block_tag
def card(content: str, heading: str = "", level: int = 2, href: str = "") -> SafeString:
    """Draw a box for one thing, with its heading."""
    _one_of(level, tag="card", argument="level", choices=(2, 3, 4))
    return _draw("card", content=content, heading=heading, level=level, href=href)


@register.simple_block_tag
def empty(content: str, heading: str) -> SafeString:
    """Draw what stands where nothing is yet: why it is empty and what to do about it."""
    return _draw("empty", content=content, heading=heading)


@register.simple_block_tag
def banner(content: str, kind: str, heading: str = "") -> SafeString:
    """Draw news about the page or the last act, above what it concerns."""
    _one_of(kind, tag="banner", argument="kind", choices=KINDS)
    return _draw("banner", content=content, kind=kind, heading=heading)


@register.simple_block_tag
def folded(content: str, summary: str, is_open: bool = False) -> SafeString:  # noqa: FBT001, FBT002  a template argument
    """Draw something that can be opened: a page's furniture, the fine print."""
    return _draw("folded", content=content, summary=summary, is_open=is_open)


@register.simple_block_tag
def wide(content: str, label: str) -> SafeString:
    """Draw a frame in which a wide table scrolls by itself, also by keyboard."""
    return _draw("wide", content=content, label=label)


# The way of a promise


@register.simple_block_tag
def steps(content: str, label: str) -> SafeString:
    """Draw the way of a promise: recommendation, answer, action, evidence, confirmation."""
    return _draw("steps", content=content, label=label)


@register.simple_block_tag
def step(
    content: str, state: str, title: str, on: dt.date | dt.datetime | None = None
) -> SafeString:
    """Draw one step inside ``steps``: done, now, next, contested, or plain (its number only)."""
    _one_of(state, tag="step", argument="state", choices=STATES)
    names = {
        "done": pgettext("step", "done"),
        "now": pgettext("step", "now"),
        "next": pgettext("step", "not yet"),
        "contested": pgettext("step", "contested"),
        "plain": "",
    }
    return _draw("step", content=content, state=state, state_name=names[state], title=title, on=on)


# Forms, lists, ways


register.filter(now_of)


@register.filter
def amount(value: Decimal | int) -> str:
    """Draw a sum or a measure with its thousands apart; what is no fraction without one."""
    places = 0 if value == int(value) else 2
    return number_format(value, decimal_pos=places, force_grouping=True)


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """Draw a form's field: label, hint, error and widget, tied together for screen readers."""
    if not isinstance(bound, BoundField):
        raise TypeError(f"field takes a form's field such as form.title, not {bound!r}.")
    kind = bound.widget_type
    return _draw(
        "field",
        field=bound,
        kind=kind,
        is_group=bound.use_fieldset,
        is_check=kind == "checkbox",
        is_optional=not bound.field.required
        and kind != "checkbox"
        and not getattr(bound.field, "is_demanded", False),
        now=now_of(bound),
    )


@register.simple_tag
def errors_of(form: BaseForm | None) -> SafeString:
    """Draw what is wrong with a form as a whole, above its fields, and how many fields are."""
    differing = [each for each in form.visible_fields() if now_of(each)] if form else []
    return _draw("errors_of", form=form, differing=differing)


@register.simple_tag
def seen(form: BaseForm | None, now: object) -> SafeString:
    """Draw the version a person saw: what they sent, until they were shown what stands now."""
    sent = form.data.get("seen") if form and form.is_bound and not is_overtaken(form) else None
    return format_html(
        '<input type="hidden" name="seen" value="{}">', now if sent is None else sent
    )


@register.simple_tag(takes_context=True)
def keep_draft(context: Context, key: str, form: BaseForm | None = None) -> SafeString:
    """Draw the attributes of a form that the browser keeps until it was sent (``draft.js``).

    Args:
        context: What the page knows; each person's drafts are their own.
        key: What the form writes, the same whenever it is opened again.
        form: The form; one that was sent and refused goes on with its draft.
    """
    again = " data-draft-again" if form is not None and form.is_bound else ""
    return format_html(
        'data-draft="{}:{}" data-draft-kept="{}" data-draft-offline="{}"' + again,
        key,
        context["user"].pk,
        gettext("Kept on this device until it is sent."),
        gettext(
            "There is no connection: it is not sent yet, and kept on this device. Send it again when the connection is back."
        ),
    )


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Page[object], name: str = "page") -> SafeString:
    """Draw the way through a long list, keeping the filters of the address."""
    request = context.get("request")
    query = request.GET.copy() if request else None

    def address(number: int) -> str:
        if query is None:
            return f"?{name}={number}"
        query[name] = str(number)
        return f"?{query.urlencode()}"

    paginator = page.paginator
    numbers = [
        (number, address(number) if isinstance(number, int) else "")
        for number in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return _draw(
        "pager",
        page=page,
        numbers=numbers,
        total=paginator.count,
        previous=address(page.previous_page_number()) if page.has_previous() else "",
        next=address(page.next_page_number()) if page.has_next() else "",
    )


@register.simple_tag
def address_of(href: str, text: str = "") -> SafeString:
    """Draw an address somebody gave; one that is no web or mail address stays plain text."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        parts = urlsplit("")
    is_ours = not parts.scheme and not parts.netloc and href.startswith("/")
    is_safe = is_ours or (parts.scheme.lower() in SAFE_SCHEMES and bool(parts.netloc or parts.path))
    return _draw(
        "address_of",
        href=href.strip() if is_safe else "",
        text=text or href,
        host="" if is_ours or not text else parts.netloc,
        is_ours=is_ours,
    )


@register.simple_tag
def progress(done: int, total: int, label: str) -> SafeString:
    """Draw how far something is, in numbers and as a bar."""
    return _draw("progress", done=done, total=total, label=label)


@register.simple_tag
def figure(number: int | str, text: str, href: str = "") -> SafeString:
    """Draw one number with what it counts."""
    return _draw("figure", number=number, text=text, href=href)


@register.simple_tag
def person_menu_text(user: object) -> str:
    """Return the name a person goes by in the page's head."""
    return str(getattr(user, "name", "") or getattr(user, "email", "") or gettext("You"))


_checked(badge, kind=KINDS)
_checked(banner, kind=KINDS)
_checked(step, state=STATES)


@register.filter
def noted(name: str) -> str:
    """Return a place's name with a star where the page's foot has a note on it."""
    return place_notes.noted(name, settings.PLACE_NOTES)
