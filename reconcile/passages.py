"""A document becomes passages: headline, paragraphs, captions, teasers of other stories, each with its sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import regex

from reconcile.lexicon import words
from reconcile.model import Document, Passage, PassageKind, Span

LONGEST_HEADLINE = 250
LONGEST_SENTENCE = 2000
LEAST_OF_TITLE = 25  # characters that a line shares with a title that goes on
WRAPPED = range(40, 82)  # the width at which mail and wire copy is broken into lines
BEFORE = (PassageKind.FURNITURE, PassageKind.CAPTION)  # what may stand above a headline
TERMINAL = regex.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")
FRONT_MATTER = regex.compile(r"\A---\n.*?\n---[ \t]*$", regex.DOTALL | regex.MULTILINE)
TOLD_AT_TOP = regex.compile(r"(?:title|excerpt|description|summary|headline): ")
BULLET = regex.compile(r"\s*(?:[•*‣·–—-]|\d{1,2}[.)])\s+")
LINE = regex.compile(r"[^\n]+")
# A full stop and a space; or none, where a page has lost it: "taken to hospital.The toll may rise", no "Booking.Com".
STOP = regex.compile(
    r"""[.!?…]++["'”’»)\]]*+(?|(\s++)(?=["'“‘«(\[]*[\p{Lu}\d•#@$£€])"""
    r"""|(?<=\p{Ll}{2}[.!?]["”’]?)()(?=["“‘]?(?!(?:Com|Org|Net|Co|Gov|Edu)\b)\p{Lu}\p{Ll}*+[ ’']))"""
)
SPACES = regex.compile(r"\s++")
LAST_WORD = regex.compile(r"(?r)[\p{L}.&]+")


@dataclass(frozen=True, slots=True)
class Patterns:
    """The line patterns of one language, compiled."""

    furniture: regex.Pattern[str]
    dates: regex.Pattern[str]
    credits: regex.Pattern[str]
    captions: regex.Pattern[str]
    caption_ends: regex.Pattern[str]
    teasers: regex.Pattern[str]
    teaser_marks: regex.Pattern[str]
    abbreviations: frozenset[str]
    platforms: frozenset[str]


@cache
def patterns(language: str = "en") -> Patterns:
    """The patterns of `lexicon/LANGUAGE/passages.toml`."""
    def whole(key: str, flags: str = "") -> regex.Pattern[str]:
        return regex.compile(flags + "|".join(words("passages", key, language)), regex.IGNORECASE)

    return Patterns(
        furniture=whole("furniture"),
        dates=whole("dates"),
        credits=whole("credits"),
        captions=whole("captions"),
        caption_ends=whole("caption_ends", "(?r)"),  # an end is looked for from there
        teasers=whole("teasers"),
        teaser_marks=whole("teaser_marks"),
        abbreviations=frozenset(word.lower() for word in words("passages", "abbreviations", language)),
        platforms=frozenset(words("passages", "platforms", language)),
    )


def split(document: Document, language: str = "en") -> tuple[Passage, ...]:
    """The passages of a document in order; every character that is not white space lies in exactly one."""
    text, known = document.text, patterns(language)
    found: list[Passage] = []
    section, front = 0, _front_matter_end(text)
    blocks, first = _blocks(text), True
    marks = [known.teaser_marks.fullmatch(text[start:end].strip()) for start, end in blocks]
    for (start, end), mark, following in zip(blocks, marks, [*marks[1:], None], strict=False):
        first = first and all(passage.kind in BEFORE for passage in found[-1:])
        kind = _kind(text[start:end], known, in_front=end <= front, first=first)
        if kind is PassageKind.PARAGRAPH and _is_title(text[start:end], document.title):
            kind = PassageKind.HEADLINE
        if mark:
            section, kind = section + (not first), PassageKind.FURNITURE
        elif following and end - start < 60:
            kind = PassageKind.FURNITURE
        elif section and kind is PassageKind.PARAGRAPH:
            kind = PassageKind.TEASER
        sentences = _sentences(text, start, end, known)
        found.append(Passage(kind=kind, start=start, end=end, section=section, sentences=sentences))
    return _set_teasers_apart(_set_links_apart(text, tuple(found)))


def _front_matter_end(text: str) -> int:
    match = FRONT_MATTER.match(text)
    return match.end() if match else 0


def _kind(block: str, known: Patterns, *, in_front: bool, first: bool) -> PassageKind:
    line = block.strip()
    if in_front:
        return PassageKind.HEADLINE if TOLD_AT_TOP.match(line) else PassageKind.FURNITURE
    if known.teasers.fullmatch(line):
        return PassageKind.TEASER
    if any(pattern.fullmatch(line) for pattern in (known.furniture, known.dates, known.credits)):
        return PassageKind.FURNITURE
    if known.captions.fullmatch(line) or known.caption_ends.fullmatch(line):
        return PassageKind.CAPTION
    if line.startswith(("# ", "## ")) or first and len(line) < LONGEST_HEADLINE and not line.endswith("."):
        return PassageKind.HEADLINE
    return PassageKind.PARAGRAPH


def _is_title(block: str, title: str | None) -> bool:
    """Whether a block repeats the title of its page, or how it begins."""
    if not title or len(block) > LONGEST_HEADLINE:
        return False
    line, full = " ".join(block.split()).lower(), " ".join(title.split()).lower()
    return bool(line) and (line == full or len(line) >= LEAST_OF_TITLE and full.startswith(line))


def _blocks(text: str) -> list[Span]:
    """The spans of paragraphs: lines, with those that a fixed width broke put together again."""
    lines = [_trimmed(text, match.start(), match.end()) for match in LINE.finditer(text)]
    lines = [line for line in lines if line[0] < line[1]]
    wrapped = sum(end - start in WRAPPED and not TERMINAL.search(text[start:end]) for start, end in lines)
    hard = wrapped * 2 > len(lines) > 8
    joined = lines[:1]
    for before, line in pairwise(lines):
        if _runs_on(text, before, line, hard=hard):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


def _runs_on(text: str, before: Span, line: Span, *, hard: bool) -> bool:
    """Whether a line continues the one before: it must have been broken at a fixed width, in mid-sentence."""
    if not hard and not (text[line[0]].islower() and before[1] - before[0] in WRAPPED):
        return False
    head, tail = text[slice(*before)], text[slice(*line)]
    if BULLET.match(tail) or tail.startswith(("# ", "## ")):
        return False
    if hard:
        full = before[1] - before[0] in WRAPPED
        blank = "\n\n" in text[before[1] : line[0]]
        return full and (not TERMINAL.search(head) or not blank) or tail[0].islower() and not TERMINAL.search(head)
    return not TERMINAL.search(head)


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _sentences(text: str, start: int, end: int, known: Patterns) -> tuple[Span, ...]:
    found, begin = [], start
    for match in STOP.finditer(text, start, end):
        stop, (past, after) = match.start(), match.span(1)
        if past == stop + 1 and text[stop] == "." and _abbreviates(text, begin, stop, known):
            continue
        found.append((begin, past))
        begin = after
    found.append((begin, end))
    if end - start <= LONGEST_SENTENCE or max(past - first for first, past in found) <= LONGEST_SENTENCE:
        return tuple(found)
    return tuple(piece for span in found for piece in _cut(text, *span))


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence, in pieces where it is too long to be one: what reads sentences may then take its time over each."""
    while end - start > LONGEST_SENTENCE:
        gap = SPACES.search(text, start + LONGEST_SENTENCE * 3 // 4, start + LONGEST_SENTENCE)
        cut, after = gap.span() if gap else (start + LONGEST_SENTENCE, start + LONGEST_SENTENCE)
        yield start, cut
        start = after
    if start < end:
        yield start, end


def _abbreviates(text: str, begin: int, stop: int, known: Patterns) -> bool:
    """Whether a full stop belongs to the word before it: an initial, "U.S", or a listed abbreviation."""
    word = text[text.rfind(" ", begin, stop) + 1 : stop] if " " in text[begin:stop] else ""
    if not word.isalpha():
        match = LAST_WORD.match(text, begin, stop)
        word = match[0] if match else ""
    initial = len(word) == 1 and word.isupper()
    if initial and " ".join(text[begin:stop].split()[-2:]) in known.platforms:
        return False
    return initial or "." in word or word.lower() in known.abbreviations


def _set_links_apart(text: str, found: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Headlines of other stories in a list at the foot of a page become teasers, each a section of its own."""
    copy = [n for n, passage in enumerate(found) if passage.kind is PassageKind.PARAGRAPH]
    last = next((n for n in reversed(copy) if TERMINAL.search(text[found[n].start : found[n].end])), None)
    if last is None or last + 1 == len(found):
        return found
    kept, section = list(found[: last + 1]), max(p.section for p in found)
    for passage in found[last + 1 :]:
        link = (
            passage.section == 0
            and passage.kind in (PassageKind.PARAGRAPH, PassageKind.TEASER)
            and not TERMINAL.search(text[passage.start : passage.end])
            and len(passage.sentences) == 1  # else it is copy that was cut off
        )
        section += link
        kept.append(replace(passage, kind=PassageKind.TEASER, section=section) if link else passage)
    return tuple(kept)


def _set_teasers_apart(found: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Lines in the midst of a report that name another story become sections of their own."""
    if not any(passage.kind is PassageKind.TEASER and not passage.section for passage in found):
        return found
    kept, section = list[Passage](), max(passage.section for passage in found)
    for passage in found:
        apart = passage.kind is PassageKind.TEASER and not passage.section
        section += apart
        kept.append(replace(passage, section=section) if apart else passage)
    return tuple(kept)
