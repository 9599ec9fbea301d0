"""Which reader this is; apart, for pages ask without loading it."""

from __future__ import annotations

# Raised with every change that may change what is read, so that a workspace knows what to read again.
READER_VERSION = "1.6"
