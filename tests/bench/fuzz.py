"""Looks for a text that breaks the reading: `pip install atheris`, `python tests/bench/fuzz.py -max_total_time=300`.

Coverage-guided: the fuzzer grows its texts from the words of the lexicon, and stops at the first that raises an error,
or for which a span does not round-trip, of a figure or of who says it. Arguments are those of libFuzzer; `-timeout=5`
also stops at a slow text.
"""

from __future__ import annotations

import sys

import atheris
import regex

with atheris.instrument_imports(include=["reconcile.figures", "reconcile.passages", "reconcile.attribution"]):
    from reconcile import figures, passages, who_says
    from reconcile.attribution.words import vocabulary
    from reconcile.measures import standard
    from reconcile.model import Document

LONGEST = 2000
NUMBERS = "12 3,000 dozens of at least two no one half a million people , . ( ) “ ” — and".split()
MARKS = "“ ” \" ' ‘ ’ « » `` '' : ; — - | ? ! ... \n\n He she it they Mr. Ruiz Ana (AP) AP".split(" ")
SPEAKERS = [*sorted(vocabulary().bits), *sorted(vocabulary().names), *MARKS]
WORDS = [*sorted(standard().triggers), *NUMBERS, *SPEAKERS]
NUMBER = regex.compile(r"\d+|\btwo\b|\bdozens\b")


def text_of(data: bytes) -> str:
    """A text from the fuzzer's bytes: some are letters, the others choose words of the lexicon."""
    provider = atheris.FuzzedDataProvider(data)
    pieces: list[str] = []
    while provider.remaining_bytes() and len(pieces) < LONGEST // 4:
        if provider.ConsumeBool():
            pieces.append(WORDS[provider.ConsumeIntInRange(0, len(WORDS) - 1)])
        else:
            pieces.append(provider.ConsumeUnicodeNoSurrogates(provider.ConsumeIntInRange(0, 8)))
    return " ".join(pieces)


def one(data: bytes) -> None:
    text = text_of(data)
    document = Document(doc="fuzz", text=text, sha256="", published="2024-06-01")
    parts = passages.split(document)
    for part in parts:
        assert part.sentences[0][0] == part.start
        assert part.sentences[-1][1] == part.end
    for figure in figures.find(document, parts):
        assert 0 <= figure.start < figure.end <= len(text)
        assert figure.sentence[0] <= figure.start
        assert figure.end <= figure.sentence[1]
        assert figure.low is None or figure.high is None or figure.low <= figure.high
    spans = [found.span() for found in NUMBER.finditer(text)]
    for told in who_says(text, spans):
        assert told is None or 0 <= told.start < told.end <= len(text)
        assert told is None or text[slice(*told.cue_span)]


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
