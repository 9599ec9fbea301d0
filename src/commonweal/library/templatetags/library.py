"""Names of the reader's own terms, for templates."""

from __future__ import annotations

from django import template

from commonweal.library.queries.names import kind_name, language_name
from commonweal.library.rules import may_know_file_name

register = template.Library()
register.filter("named_as_file_for", lambda origin, reader: may_know_file_name(reader, origin))
register.filter("kind_name", kind_name)
register.filter("language_name", language_name)
