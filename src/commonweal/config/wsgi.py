"""The door a web server opens."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from commonweal.ui.terminal import OWNER_ALONE

# Originals, database and index are for the account that runs the workspace alone.
os.umask(OWNER_ALONE)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")

application = get_wsgi_application()
