"""The door a web server opens."""

from __future__ import annotations

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from commonweal.ui.terminal import OWNER_ALONE

# Originals, database and index are for the account that runs the workspace alone.
os.umask(OWNER_ALONE)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")

application = get_wsgi_application()

# All the addresses are loaded now, and what is loaded stays: the collector need not look through it again,
# which takes longer than many a page.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
