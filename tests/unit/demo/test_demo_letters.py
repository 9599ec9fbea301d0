"""The letters of the demonstration: registered, read, followed; nothing in one becomes more than words."""

from __future__ import annotations

import re
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.demo.letters import MOST, pieces_of
from commonweal.demo.reset import folders
from commonweal.partners.actions.letters import send_letters
from commonweal.partners.models import Registration
from factories import PersonFactory
from factories_registration import asked, opened

PAGE = "/demo/letters/"
HERE = {"testserver"}


@pytest.fixture
def post(settings: Any, tmp_path: Path) -> Path:
    """Where letters lie, as in a demonstration that was just started."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return tmp_path / "mail"


def words(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


@pytest.mark.django_db
def test_whoever_registers_reads_the_letter_and_goes_on_by_its_link(
    post: Path, client: Client
) -> None:
    form = opened(PersonFactory(role="civil society"))
    assert "No letter yet" in words(client.get(PAGE))
    asked(form)
    assert send_letters(now=timezone.now()) == 1
    done = client.get(reverse("partners:registered", args=[form.meeting_id]))
    assert f'<a href="{PAGE}">Read the letters it sent</a>' in words(done)
    page = client.get(PAGE)
    assert "no-store" in page["Cache-Control"]
    found = re.search(r'<a href="(/[^"]+)">http', words(page))
    assert found is not None
    assert "You are not registered yet" in words(client.get(found[1]))
    assert client.post(found[1], {"do": "prove"}).status_code == 303
    assert Registration.objects.get().number == 1


@pytest.mark.django_db
def test_the_newest_comes_first_ten_on_a_page_and_nothing_in_it_runs(
    post: Path, client: Client
) -> None:
    for number in range(12):
        head = {"Date": format_datetime(timezone.now() - timedelta(hours=12 - number))}
        body = "Žao nam je <b>&</b> https://evil.example/x"
        EmailMessage(f"Letter {number:02}", body, to=["a@example.org"], headers=head).send()
    first, second = words(client.get(PAGE)), words(client.get(PAGE, {"page": "2"}))
    assert re.findall(r"Letter \d\d", first) == [
        f"Letter {number:02}" for number in range(11, 1, -1)
    ]
    assert re.findall(r"Letter \d\d", second) == ["Letter 01", "Letter 00"]
    assert "Žao nam je &lt;b&gt;&amp;&lt;/b&gt; https://evil.example/x" in first
    assert "evil.example/x</a>" not in first
    for file in post.iterdir():
        file.unlink()
    message = EmailMessage("", "\n".join(map(str, range(3))), to=["<script>@example.org"])
    assert message.send()
    assert "Without a subject" in words(client.get(PAGE))
    assert "<script>@" not in words(client.get(PAGE))


def test_only_what_leads_to_this_workspace_is_a_link() -> None:
    ours = pieces_of("See http://testserver/r/1/?a=b#c. Then (http://testserver/).", here=HERE)
    assert [each.address for each in ours if each.address] == ["/r/1/?a=b#c", "/"]
    assert (
        "".join(each.text for each in ours)
        == "See http://testserver/r/1/?a=b#c. Then (http://testserver/)."
    )
    for text in (
        "http://testserver//evil.example/",
        "http://testserver/\\evil.example/",
        "http://testserver@evil.example/",
        "http://testserver.evil.example/",
        "javascript:alert(1)",
        "http://[",
        "http://testserver",
    ):
        assert [each.address for each in pieces_of(text, here=HERE)] == [""], text


@pytest.mark.django_db
def test_without_the_demonstration_there_is_no_such_page(
    post: Path, client: Client, settings: Any
) -> None:
    assert f'href="{PAGE}"' in words(client.get("/"))
    settings.DEMO = False
    assert client.get(PAGE).status_code == 404
    assert PAGE not in words(client.get("/"))


@pytest.mark.django_db
def test_where_a_mail_server_takes_them_the_page_says_so(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert "They go to a mail server" in words(client.get(PAGE))


def test_a_reset_takes_the_letters_along() -> None:
    assert "mail" in [folder.name for folder in folders()]
    assert MOST > 0
