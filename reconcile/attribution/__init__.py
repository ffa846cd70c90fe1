"""Figures → who is credited with each and through whom; none where the outlet speaks in its own voice."""

from __future__ import annotations

from reconcile.attribution.credit import attribute

__all__ = ["attribute"]
