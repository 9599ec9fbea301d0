"""Every text of every page can be translated: in a made-up language nothing is left in English."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils.translation import trans_real

from factories import CoordinatorFactory

# What is data or a name and stays as it is.
UNTOUCHED = re.compile(
    r"Commonweal|zzz|Partner \d+|Person \d+|person\d+@example\.org|co-ordinator$|Invitation|^[\W\d_]*$"
)
SKIPPED = {"script", "style", "code", "pre", "svg"}
PAGES = ("/", "/library/", "/library/add/", "/library/search/?q=zzz", "/partners/", "/partners/meetings/", "/partners/meetings/add/", "/partners/concerns/", "/partners/concerns/themes/", "/partners/concerns/sessions/", "/partners/concerns/sessions/add/", "/partners/concerns/pages/", "/partners/partnerships/", "/partners/partnerships/propose/", "/rights/people/", "/rights/keys/", "/api/", "/rights/invite/", "/rights/retention/", "/rights/retention/kinds/library.Document/", "/rights/retention/ours/", "/rights/retention/holds/", "/rights/retention/erased/", "/rights/retention/runs/", "/rights/my-data/", "/rights/requests/")  # fmt: skip
STRANGER = ("/", "/agreed/", "/raised/", "/rights/ask/", "/accounts/login/")


class Words(HTMLParser):
    """Collects what a person reads: texts, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipping += tag in SKIPPED
        self.found += [
            v for k, v in attrs if v and k in {"aria-label", "title", "alt", "placeholder"}
        ]

    def handle_endtag(self, tag: str) -> None:
        self.skipping -= tag in SKIPPED

    def handle_data(self, data: str) -> None:
        if not self.skipping and data.strip():
            self.found.append(" ".join(data.split()))


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    """Put every translated text between brackets, whatever catalogue it comes from."""
    settings.PLACE_NOTES = {}  # a workspace's own words
    plain, plural = trans_real.DjangoTranslation.gettext, trans_real.DjangoTranslation.ngettext
    monkeypatch.setattr(
        trans_real.DjangoTranslation, "gettext", lambda self, text: f"⟦{plain(self, text)}⟧"
    )
    monkeypatch.setattr(
        trans_real.DjangoTranslation,
        "ngettext",
        lambda self, one, many, n: f"⟦{plural(self, one, many, n)}⟧",
    )


def unmarked(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    words = Words()
    words.feed(answer.content.decode())
    depth, left = 0, []
    for text in words.found:  # a marked text may hold elements: <strong> inside a sentence
        if not depth and "⟦" not in text and not UNTOUCHED.search(text):
            left.append(text)
        depth += text.count("⟦") - text.count("⟧")
    return left


@pytest.mark.walk
@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
@pytest.mark.usefixtures("marked")
def test_nothing_inside_is_left_in_english(address: str, client: Client) -> None:
    client.force_login(CoordinatorFactory())
    assert unmarked(client, address) == []


@pytest.mark.walk
@pytest.mark.django_db
@pytest.mark.parametrize("address", STRANGER)
@pytest.mark.usefixtures("marked")
def test_nothing_outside_is_left_in_english(address: str, client: Client, settings: object) -> None:
    settings.DEMO = False
    assert unmarked(client, address) == []
