"""A person's program: asks the interface with a key, and nothing else."""

from __future__ import annotations

from typing import Any

from django.test import Client

from commonweal.rights.actions.keys import KeyDraft, make_key
from commonweal.rights.models import Person
from commonweal.rights.rules.keys import scopes_open_to


class Program:
    """Asks with a key for the given scopes; for all that its person may use if none is given."""

    def __init__(self, person: Person, *scopes: str) -> None:
        draft = KeyDraft(name="test", scopes=scopes or scopes_open_to(person), days=30)
        made = make_key(person, draft)
        self.key, self.secret = made.key, made.secret
        self.headers = {"Authorization": f"Bearer {self.secret}"}
        self.client = Client(raise_request_exception=False)

    def get(self, path: str, **query: object) -> Any:
        return self.client.get(f"/api/{path}", query, headers=self.headers)

    def post(self, path: str, **form: object) -> Any:
        return self.client.post(f"/api/{path}", form, headers=self.headers)

    def all(self, path: str, **query: object) -> list[dict[str, Any]]:
        """Everything of a list, page by page."""
        found, cursor = [], ""
        while cursor is not None:
            page = self.get(path, cursor=cursor, **query).json()
            found += page["items"]
            cursor = page["next"]
        return found
