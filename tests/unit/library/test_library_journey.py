"""The main job on the five published texts: dropped on the page, read, found, opened at the words."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commonweal.library import public
from commonweal.library.models import Document
from factories import PersonFactory


@pytest.mark.published
@pytest.mark.django_db
def test_five_texts_go_in_and_their_words_are_found(published_texts: Path) -> None:
    person = PersonFactory()
    client = Client()
    client.force_login(person)
    files = [
        SimpleUploadedFile(file.name, file.read_bytes())
        for file in sorted(published_texts.glob("*.txt"))
    ]
    assert len(files) == 5
    shown = client.get(
        client.post(reverse("library:add"), {"documents": files}).headers["Location"]
    )
    assert "5 read, 0 known already, 0 not read" in shown.content.decode()

    where = {public.event_of(one.pk, person=person).country for one in Document.objects.all()}
    assert {"Albania", "Bosnia and Herzegovina", "Tajikistan"} <= where
    assert sum(one.commitments_count for one in Document.objects.all()) > 0

    found = client.get(reverse("library:search"), {"q": '"women and youth"'}).content.decode()
    (address, *_others) = re.findall(r'<h2 class="passage__title"><a href="([^"]+)"', found)
    page = client.get(unescape(address).partition("#")[0]).content.decode()
    marked = "".join(re.findall(r"<mark[^>]*>([^<]*)</mark>", page))
    assert "women and youth" in marked
