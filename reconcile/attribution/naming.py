"""A cue → the attribution that it makes: whom it names, made whole, through whom, and whether that is a guess."""

from __future__ import annotations

from reconcile.attribution.cue import Cue
from reconcile.attribution.doubts import hedge
from reconcile.attribution.reading import Reading, cues_in, meant, relays_all, sentence_at
from reconcile.attribution.speakers import Kind, Speaker
from reconcile.model import Attribution, Flag, SourceType, Span


def attribution(reading: Reading, index: int, cue: Cue, *, guess: bool = False) -> Attribution | None:
    """The attribution that a cue makes, worked out once for all its figures; None where a pronoun finds nobody."""
    if (cue, guess) not in reading.made:
        reading.made[cue, guess] = _made(reading, index, cue, guess=guess)
    return reading.made[cue, guess]


def _made(reading: Reading, index: int, cue: Cue, *, guess: bool) -> Attribution | None:
    speaker = meant(reading, cue.speaker)
    if speaker is None:
        return None
    speaker = _introduced(reading, index, cue, speaker)
    other = cue.speaker.definite and cue.speaker.name.islower() and speaker.name != cue.speaker.name
    inferred = guess or other or cue.speaker.kind is Kind.PRONOUN
    text = reading.document.text
    return Attribution(
        source=f"{speaker.title} {speaker.name}" if speaker.title else speaker.name, name=speaker.name,
        kind=speaker.type, relays=_relays(reading, cue, speaker), stance=cue.stance,
        flags=(Flag.GUESS,) if inferred else (), span=(cue.speaker.opened, cue.speaker.end),
        cue=" ".join(text[slice(*cue.said)].split()), cue_span=cue.said, start=cue.start, end=cue.end, rule=cue.rule,
    )  # fmt: skip


def _relays(reading: Reading, cue: Cue, speaker: Speaker) -> tuple[str, ...]:
    """Through whom: those that the cue names, then the agency whose dateline stands over the whole; not the outlet."""
    through = (cue.speaker.through,) if cue.speaker.through else ()
    named = [found.name for relay in (*through, *cue.relays) if (found := meant(reading, relay))]
    own = (reading.document.outlet or "").lower()
    last = relays_all(reading)
    kept: list[str] = []
    for name in [*named, *([last] if last else [])]:
        plain = name.lower().removeprefix("the ")
        itself = own and f"{plain} ".startswith(f"{own} ")
        if name not in (speaker.name, *kept) and not itself:
            kept.append(name)
    return tuple(kept)


def hedged(reading: Reading, index: int, span: Span) -> Attribution | None:
    """The attribution to nobody that a hedge makes: "reportedly"."""
    text = reading.document.text
    found = hedge(text, reading.sentences[index], span, reading.known)
    if found is None:
        return None
    return Attribution(
        source=None, name=None, kind=None, flags=(Flag.UNSOURCED,), span=None,
        cue=" ".join(text[slice(*found)].split()), cue_span=found, start=found[0], end=found[1], rule="hedged",
    )  # fmt: skip


def _introduced(reading: Reading, index: int, cue: Cue, speaker: Speaker) -> Speaker:
    """The person whom the next paragraph of a live page names, where an entry opens with no more than an office."""
    home, text, passages = reading.homes[index], reading.document.text, reading.passages
    opens = reading.sentences[index][0] == passages[home].start and 0 < home < len(passages) - 1
    if not opens or speaker.kind is not Kind.ROLE or cue.rule != "said" or speaker.head.endswith("s"):
        return speaker
    if not reading.known.live_marks.fullmatch(text[passages[home - 1].start : passages[home - 1].end].strip()):
        return speaker
    begin = passages[home + 1].start
    following = [cue.speaker for cue in cues_in(reading, sentence_at(reading, begin))]
    told = next((other for other in following if other.kind is Kind.PERSON), None)
    if not told or " " not in told.name or "," in text[begin : told.start]:
        return speaker
    of = speaker.type if told.type is SourceType.PERSON and speaker.type is not SourceType.ANONYMOUS else told.type
    return speaker._replace(name=told.name, kind=Kind.PERSON, type=of)
