"""Where things happened: the places a text names, the place of each figure, and which place lies in which."""

from __future__ import annotations

from reconcile.places.finding import mentions
from reconcile.places.gazetteer import Kind
from reconcile.places.lattice import is_spot, same, within
from reconcile.places.locating import locate
from reconcile.places.stretch import Mention

__all__ = ["Kind", "Mention", "is_spot", "locate", "mentions", "same", "within"]
