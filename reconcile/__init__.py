"""Reconciles the figures in news reports: who said how many, through whom, and where they disagree."""
