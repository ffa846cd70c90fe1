"""Readable names for stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import regex

from reconcile.stories.stretch import worded
from reconcile.stories.weaving import Story, foremost

WORD = regex.compile(r"[\p{L}\d]+")
MONTH, DAY = 7, 10  # the characters of an ISO date


def named(stories: Sequence[Story]) -> Iterator[tuple[Story, str]]:
    """Each story with its name: place and month, with the day or a number where that names two."""
    monthly, daily = ([_slug(story, length) for story in stories] for length in (MONTH, DAY))
    times, taken = Counter(monthly), Counter[str]()
    for story, month, day in zip(stories, monthly, daily, strict=True):
        slug = month if times[month] == 1 else day
        taken[slug] += 1
        yield story, slug if taken[slug] == 1 else f"{slug}-{taken[slug]}"


def _slug(story: Story, length: int) -> str:
    where = foremost(story.places) if story.places else foremost(story.names) if story.names else "story"
    when = worded(story.days)[:length] if story.days else ""
    return "-".join(WORD.findall(f"{where} {when}".lower()))
