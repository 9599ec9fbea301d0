from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.exceptions import TemplateSyntaxError
from django.test import RequestFactory

from commonweal.kernel.provenance import Span


def drawn(markup: str, **context: object) -> str:
    return Template("{% load ui %}" + markup).render(Context(context))


@pytest.mark.parametrize(
    "markup",
    [
        '{% badge "okay" "Done" %}',
        '{% badge "ok" %}',
        '{% badge kind="ok" txt="Done" %}',
        '{% banner "danger" %}x{% endbanner %}',
        '{% card headin="x" %}x{% endcard %}',
        '{% step state="finished" title="x" %}x{% endstep %}',
        "{% empty %}x{% endempty %}",
        "{% wide %}x{% endwide %}",
        "{% card %}never closed",
        '{{ "x"|as_writen }}',
    ],
)
def test_misuse_stops_the_template_when_it_is_compiled(markup: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% load ui %}" + markup)


def test_a_kind_that_only_turns_out_wrong_later_is_refused_then() -> None:
    with pytest.raises(TemplateSyntaxError, match="must be one of"):
        drawn("{% badge kind text %}", kind="okay", text="Done")


def test_what_people_wrote_is_escaped() -> None:
    evil = "<script>alert(1)</script>"
    markup = (
        '{% badge "ok" evil %}{% said_by evil organisation=evil %}{% value evil spans %}'
        "{% words evil %}{% card heading=evil %}{{ evil }}{% endcard %}{% address_of evil evil %}"
        "{% quoted source=evil %}{{ evil }}{% endquoted %}{% folded summary=evil %}{% endfolded %}"
    )
    assert "<script" not in drawn(markup, evil=evil, spans=[])


@pytest.mark.parametrize(
    ("confidence", "word"),
    [
        (1.0, "certain"),
        (0.9, "certain"),
        (0.89, "likely"),
        (0.7, "likely"),
        (0.69, "check"),
        (0, "check"),
    ],
)
def test_how_sure_is_said_in_a_word(confidence: float, word: str) -> None:
    assert word in drawn("{% sure confidence %}", confidence=confidence)


@pytest.mark.parametrize("confidence", [-0.1, 1.01, 97])
def test_how_sure_is_a_share(confidence: float) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        drawn("{% sure confidence %}", confidence=confidence)


def test_a_value_leads_to_the_first_of_its_words() -> None:
    spans = [Span(3, 6), Span(10, 12)]
    value = drawn('{% value "Halvera" spans %}', spans=spans)
    text = drawn("{% words text spans=spans %}", text="abcdefghijklmno", spans=spans)
    assert 'href="#at-3"' in value
    assert 'data-spans="3-6,10-12"' in value
    assert 'id="at-3" data-at="3-6">def<' in text


def test_a_value_without_words_is_no_link() -> None:
    assert "<a" not in drawn('{% value "none found" spans %}', spans=[])


def test_a_value_that_starts_where_the_passage_starts_still_has_its_place() -> None:
    text = drawn(
        "{% words text spans=spans shown=shown %}",
        text="abcdef",
        spans=[Span(2, 4)],
        shown=Span(2, 5),
    )
    assert text.count('id="passage"') == 1
    assert text.count('id="at-2"') == 1


def test_the_words_keep_every_character() -> None:
    text = "a\r\nb  <c>\n"
    assert drawn("{% words text %}", text=text) == "a&#13;\nb  &lt;c&gt;\n"


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "//elsewhere.example.org",
        "http://[",
        "ftp://x.example.org",
    ],
)
def test_an_address_that_could_harm_stays_text(href: str) -> None:
    assert "<a" not in drawn("{% address_of href href %}", href=href)


def test_an_address_elsewhere_shows_its_host_and_tells_it_nothing() -> None:
    link = drawn('{% address_of href "the minutes" %}', href="https://city.example.org/minutes")
    assert 'href="https://city.example.org/minutes"' in link
    assert "noreferrer" in link
    assert "(city.example.org)" in link


def test_an_address_of_ours_is_a_plain_link() -> None:
    assert "rel=" not in drawn('{% address_of "/library/" "Library" %}')


class Meeting(forms.Form):
    title = forms.CharField(help_text="As printed.")
    note = forms.CharField(required=False)
    is_public = forms.BooleanField(required=False)
    answer = forms.ChoiceField(widget=forms.RadioSelect, choices=[("y", "Yes")], help_text="One.")


def test_a_field_ties_label_hint_and_error_to_its_widget() -> None:
    text = drawn("{% field form.title %}", form=Meeting({}))
    assert '<label for="id_title">' in text
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', text)
    assert described
    for each in described[1].split():
        assert f'id="{each}"' in text
    assert 'aria-invalid="true"' in text


def test_a_group_of_choices_has_a_legend_and_its_hint() -> None:
    text = drawn("{% field form.answer %}", form=Meeting({}))
    assert "<legend>Answer" in text
    described = re.search(r'<fieldset[^>]*aria-describedby="([^"]+)"', text)
    assert described
    for each in described[1].split():
        assert f'id="{each}"' in text


def test_an_optional_field_says_so() -> None:
    assert "(optional)" in drawn("{% field form.note %}", form=Meeting())
    assert "(optional)" not in drawn("{% field form.title %}", form=Meeting())


def test_a_field_that_the_form_does_not_have_is_refused() -> None:
    with pytest.raises(TypeError, match=re.escape("form.title")):
        drawn("{% field form.titel %}", form=Meeting())


def test_the_errors_of_a_form_are_listed_with_a_way_to_each() -> None:
    text = drawn("{% errors_of form %}", form=Meeting({}))
    assert "2 things need your attention" in text
    assert 'href="#id_title"' in text
    assert drawn("{% errors_of form %}", form=Meeting()).strip() == ""


def test_the_pager_keeps_the_filters() -> None:
    request = RequestFactory().get("/library/?q=women+and+youth&page=2&kind=event&kind=other")
    text = drawn("{% pager page %}", page=Paginator(range(100), 10).page(2), request=request)
    assert 'href="?q=women+and+youth&amp;page=3&amp;kind=event&amp;kind=other" rel="next"' in text
    assert "11 to 20 of 100" in text
    assert text.count("aria-current") == 1


def test_the_pager_of_one_page_shows_no_ways() -> None:
    text = drawn("{% pager page %}", page=Paginator(range(3), 10).page(1))
    assert "<ul>" not in text
    assert "1 to 3 of 3" in text


def test_only_the_step_one_is_at_is_current() -> None:
    text = drawn(
        '{% steps label="Way" %}{% step "done" "Answer" on=day %}{% endstep %}'
        '{% step "now" "Action" %}{% endstep %}{% step "next" "Evidence" %}{% endstep %}{% endsteps %}',
        day=dt.date(2026, 5, 12),
    )
    assert text.count('aria-current="step"') == 1
    assert 'datetime="2026-05-12"' in text
    assert "not yet" in text


@pytest.mark.parametrize(
    ("value", "shown"),
    [("18400.00", "18,400"), ("6000.50", "6,000.50"), ("0", "0"), ("-1234567.8", "-1,234,567.80")],
)
def test_an_amount_has_its_thousands_apart(value: str, shown: str) -> None:
    assert drawn("{{ value|amount }}", value=Decimal(value)) == shown
