"""Figures that have their measure from another: parts of it, members of a list with it, companions of it."""

from __future__ import annotations

from itertools import takewhile

from reconcile import populations
from reconcile.figures.context import Binding, Bound, Context, some
from reconcile.figures.fates import not_freed, still_dead
from reconcile.figures.frames import countable, is_difference, is_single
from reconcile.figures.line import Line, Word
from reconcile.figures.lists import (
    bracketed,
    broken_down,
    gapped,
    goes_on,
    is_among,
    left_out,
    listed,
    of_things,
    others,
    placed,
    put_again,
    taken_out,
)
from reconcile.figures.phrases import Phrase, noun_phrase
from reconcile.figures.rivals import (
    ends_range,
    is_against,
    is_earlier,
    is_fronted,
    is_rival,
    is_withdrawn,
    of_earlier,
    starts_change,
    was_before,
)
from reconcile.measures import Role
from reconcile.model import Span

NAMING = (Role.AFFECTED, Role.STATE, Role.NOUN, Role.EVENT, Role.TOLL, Role.GROUP)
COMPARING = "up from,down from,compared with,compared to,against only,below the,above the,than the,against the"
COMPARED = tuple(pair.split() for pair in COMPARING.split(","))
VERBAL = (Role.AFFECTED, Role.UNDERGOES, Role.UNDERWENT, Role.UNDERGOING)
RELATIVE = 14  # tokens of a relative clause
NEAR = 6  # tokens between the ends of a change
FEWEST = 3  # figures of a sum with its parts
SUMS = ("toll", "number of")  # rules whose figure heads no list
AMONG = (["among", "them"], ["among", "these"], ["among", "those"])
TOGETHER = (["along", "with"], ["together", "with"], ["well", "as"])


def leave_whole(read: Bound) -> Bound:
    """Take from "the six" in "three of the six attackers are missing" what the main clause says of the three alone."""
    line = read.line
    wholes = {
        phrase.inner: None
        for phrase in read.phrases.values()
        if phrase.inner is not None
        and (
            line.at(phrase.past, Word.BE | Word.HAVE)
            and _rule(read.bindings[phrase.inner]) != "modifier"  # "two of the 12 wounded men have died"
            or _rule(read.bindings[phrase.inner]) == "subject"
            and (not line.at(phrase.past, Word.REL) or _is_told_behind(line, phrase))
            or _rule(read.bindings[phrase.inner]) in ("passive", "state")
            and line.at(phrase.past, Word.PREP)
            and not line.hits[phrase.past]
        )
    }
    return read._replace(bindings={**read.bindings, **wholes}) if wholes else read


def _is_told_behind(line: Line, phrase: Phrase) -> bool:
    """Whether a relative clause says something else of the whole: "40 of the 90 who call it home had crossed"."""
    ahead = range(phrase.past + 1, min(phrase.past + RELATIVE, len(line)))
    fate = next((at for at in ahead if line.hits[at] and line.hits[at][0].trigger.role in VERBAL), None)
    verb = next((at for at in ahead if line.at(at, Word.HAVE)), None)
    opens = Word.REL | Word.ADV | Word.SAYING | Word.PRONOUN | Word.PUNCT
    return fate is not None and verb is not None and verb < fate and not line.at(verb - 1, opens)


def inherit(context: Context, read: Bound) -> Bound:
    """Give each figure that no frame binds the measure of the one it is a part of or listed with."""
    bindings = dict(read.bindings)
    so_far = read._replace(bindings=bindings)
    for at, phrase in read.phrases.items():
        own = bindings[at]
        if still_dead(context, so_far, phrase, own):
            bindings[at] = Binding("killed", "part" if phrase.pronoun else "list")
        elif is_difference(read.line, phrase):
            continue
        elif own and own.measure == "rescued" and left_out(read.line, phrase):
            bindings[at] = not_freed(context, so_far, phrase)
        elif (own is None or own.rule == "group") and not is_single(read.line, phrase):
            told = _inherited(context, so_far, phrase) or (None if _says(read.line, phrase) else own)
            alive = own and own.measure == "rescued" and told and told.measure == "killed"
            bindings[at] = own if alive else told  # "left 26 dead and seven survivors"
        elif own and own.measure in ("rescued", "damaged", "missing") and _of_bodies(so_far, phrase, own):
            bindings[at] = Binding("killed", "part")
    spoken = {at: binding for at, binding in bindings.items() if _speaks(read.line, read.phrases[at], binding)}
    return read._replace(bindings=_adding_up(read.line, spoken))


def _of_bodies(read: Bound, phrase: Phrase, own: Binding) -> bool:
    """Whether a bare number goes on counting the dead: "203 bodies were found; 161 have been handed over", "of the 61
    dead, 40 have been buried", but not "12 bodies were found and 30 are missing"."""
    before = max((at for at in read.phrases if at < phrase.at), default=None)
    binding = read.bindings[before] if before is not None else None
    dead = before is not None and binding is not None and binding.measure == "killed"
    if dead and before is not None and taken_out(read.line, read.phrases[before], phrase):
        return True
    return own.measure != "missing" and _of_named_bodies(read, phrase)


def _of_named_bodies(read: Bound, phrase: Phrase) -> bool:
    """Whether the figure before counts bodies by that word."""
    earlier = [other for at, other in read.phrases.items() if at < phrase.at and other.head is not None]
    named = populations.nouns().get(read.line.low[earlier[-1].head or 0], ()) if earlier else ()
    return "bodies" in named and (phrase.head is None or _told_part(read.line, phrase))


def _adding_up(line: Line, bindings: dict[int, Binding | None]) -> dict[int, Binding | None]:
    """Make parts of a list whose numbers come to the figure before it ("32 were killed, 20 here and 12 there")."""
    if len(bindings) < FEWEST:
        return bindings
    order = list(bindings)
    for index, at in enumerate(order):
        members = list(takewhile(lambda other: _rule(bindings[other]) == "list", order[index + 1 :]))
        amounts = [amount for member in members if (amount := line.amounts[member]) and amount.low == amount.high]
        total = line.amounts[at]
        if total and len(amounts) == len(members) > 1 and sum(amount.low or 0 for amount in amounts) == total.low:
            parts = {member: Binding(binding.measure, "part") for member in members if (binding := bindings[member])}
            return {**bindings, **parts}
    return bindings


def _rule(binding: Binding | None) -> str | None:
    return binding.rule if binding else None


def _speaks(line: Line, phrase: Phrase, binding: Binding | None) -> bool:
    """Whether a figure is one: some of a crowd without a name of their own are told of for what they do."""
    of_crowd = binding is not None and binding.rule == "part" and binding.measure == "crowd" and phrase.head is None
    return binding is not None and (not of_crowd or _is_elsewhere(line, phrase))


def _is_elsewhere(line: Line, phrase: Phrase) -> bool:
    """Whether all that is told of some is where they were: "a million marched, 80,000 of them in Paris"."""
    return phrase.pronoun and line.low[phrase.past : phrase.past + 1] in (["in"], ["at"])


def _inherited(context: Context, read: Bound, phrase: Phrase) -> Binding | None:
    line, order = read.line, list(read.phrases)
    if _says(line, phrase):
        return None
    index = order.index(phrase.at)
    earlier = [binding for at in order[:index] if (binding := read.bindings[at])]
    before = order[index - 1] if index else None
    after = order[index + 1] if index + 1 < len(order) else None
    if phrase.inner is not None and (inner := read.bindings.get(phrase.inner)):
        return Binding(inner.measure, "part")
    if _told_part(line, phrase):
        if before is not None and not read.bindings[before] and of_things(line, read.phrases[before], phrase):
            return None
        things = 0 if line.low[phrase.past - 1] == "which" else Word.THING
        meant = [at for at in order[:index] if not line.at(read.phrases[at].head or 0, things)]
        if phrase.pronoun and meant and not read.bindings[meant[-1]] and read.phrases[meant[-1]].head is not None:
            return None
        return Binding(earlier[-1].measure, "part") if earlier else _included(line, phrase) or _of_last(context, phrase)
    if before is not None and (binding := read.bindings[before]) and _so_many_more(line, read.phrases[before], phrase):
        return Binding(binding.measure, "part")
    if before is not None and (binding := read.bindings[before]) and ends_range(line, before, phrase):
        return Binding(binding.measure, "compared")
    joined = _joined(context, read, phrase, before, earlier)
    if joined:
        return joined if joined.rule == "part" or countable(context, phrase, joined) else None
    if after is not None and (binding := read.bindings[after]) and starts_change(line, phrase, after):
        return Binding(binding.measure, "compared")
    if after is not None and (binding := read.bindings[after]) and is_among(line, phrase, after):
        return Binding(binding.measure, "part")
    if phrase.head is None and not phrase.of:
        return _bare(context, line, phrase, earlier)
    return None


def _says(line: Line, phrase: Phrase) -> bool:
    """Whether those counted only speak ("killed 14 people, [two officers] said"); "according to" tells who counts."""
    person = phrase.head is not None and line.at(phrase.head, Word.PERSON)
    return person and line.at(phrase.past, Word.SAYING) and not line.low[phrase.past].endswith("ing")


def _so_many_more(line: Line, before: Phrase, phrase: Phrase) -> bool:
    """Whether a bare number tells of more of those whom "of" named: "six of the dead were Poles, and two came here"."""
    joint = phrase.head is None and line.at(phrase.at - 1, Word.CONJ) and (before.of or _is_told_of(line, before))
    came = phrase.past < len(line) and (line.low[phrase.past] in some("coming") or line.at(phrase.past, Word.HAVE))
    return joint and came and not any(line.low[at] in (";", ".") for at in range(before.past, phrase.at))


def _joined(
    context: Context, read: Bound, phrase: Phrase, before: int | None, earlier: list[Binding]
) -> Binding | None:
    """The measure of the figure before, at token `before`, that this one is listed with or a part of."""
    line = read.line
    among = phrase.past + line.at(phrase.past, Word.BE)
    last = earlier[-1].measure if earlier else context.last if among > phrase.past else None
    if last and line.low[among : among + 2] in AMONG:
        return Binding(last, "part")  # "three children were among them"
    if before is not None and (binding := read.bindings[before]):
        other = read.phrases[before]
        part = Binding(binding.measure, "part")
        if binding.rule == "claimed" and _of_so_many(line, other) and phrase.at == other.past + 1:
            return part
        if line.low[other.past : phrase.at] == ["("] or phrase.head is None and taken_out(line, other, phrase):
            return part
        bare_sum = binding.rule in SUMS and other.head is None
        if (not bare_sum or placed(line, other, phrase)) and listed(line, other, phrase):
            return part if binding.rule in ("part", "among") else Binding(binding.measure, "list")
        if broken_down(line, other, phrase) and countable(context, phrase, part):
            return part
        if is_rival(line, other, phrase):
            return Binding(binding.measure, "claimed")
        if is_earlier(line, phrase):
            return Binding(binding.measure, "compared")
        if gapped(line, other, phrase) or put_again(line, other, phrase) or others(line, phrase):
            return Binding(binding.measure, "list")
        if is_fronted(line, other, phrase):
            return Binding(binding.measure, "list")
    if bracketed(line, phrase):
        return Binding(earlier[0].measure, "part") if earlier else _included(line, phrase)
    if goes_on(line, phrase):
        return Binding(earlier[-1].measure, "part") if earlier else _included(line, phrase)
    if earlier and line.low[max(0, phrase.at - 2) : phrase.at] in TOGETHER:
        return Binding(earlier[-1].measure, "list")
    return None


def _bare(context: Context, line: Line, phrase: Phrase, earlier: list[Binding]) -> Binding | None:
    """What a figure alone counts: those badly hurt, what a count was before, what somebody else says of it."""
    last = earlier[-1].measure if earlier else context.last
    past, before = phrase.past, line.low[max(0, phrase.at - 2) : phrase.at]
    ends = past >= len(line) or line.at(past, Word.PUNCT | Word.PREP | Word.SUBORD | Word.CONJ | Word.QUOTE)
    if last == "injured" and earlier and past < len(line) and line.low[past] in some("severity"):
        return Binding(last, "part") if past + 1 == len(line) or line.at(past + 1, Word.PUNCT | Word.CONJ) else None
    if last and _is_told_of(line, phrase):
        return Binding(last, "part")
    if last and _of_so_many(line, phrase):
        return Binding(last, "claimed")
    if last == "killed" and _not_named(line, phrase):
        return Binding(last, "part")
    beside = is_against(line, phrase) or ends and was_before(line, phrase)
    denied = earlier and before[-1:] == ["not"] and (line.low[past : past + 1] == ["as"] or is_withdrawn(line, phrase))
    if denied or before in COMPARED or of_earlier(line, phrase.at) or earlier and beside:
        named = Binding(earlier[-1].measure, "compared") if earlier else _included(line, phrase)
        return named._replace(rule="compared", event=not earlier) if named else None
    amount = line.amounts[phrase.at]
    speaker = amount is not None and amount.low == amount.high == 1 and line.at(phrase.at - 1, Word.SAYING)
    credited = earlier and line.low[past : past + 1] == ["according"]
    if last and not speaker and (credited or ends and _claimed(line, phrase.at - 1)):
        return Binding(last, "claimed")
    return None


def _of_so_many(line: Line, phrase: Phrase) -> bool:
    """Whether a sentence takes up a number told before to tell of some: "Of the 74, 29 are women"."""
    opens = phrase.at in (2, 3) and line.low[phrase.at - 2] == "of" and line.at(phrase.at - 1, Word.DET)
    return opens and line.low[phrase.past : phrase.past + 1] == [","] and phrase.past + 1 < len(line)


def _not_named(line: Line, phrase: Phrase) -> bool:
    """Whether a sentence tells of how many of the dead are known by name: "Nine have not been identified"."""
    behind = line.low[phrase.past : phrase.past + 5]
    opens = phrase.at == 0 or phrase.at == 1 and line.at(0, Word.QUOTE)
    return opens and line.at(phrase.past, Word.HAVE | Word.BE) and not some("identifying").isdisjoint(behind)


def _is_told_of(line: Line, phrase: Phrase) -> bool:
    """Whether all that is told of some is who they are: "Four were children", "two are from abroad" is not."""
    at = phrase.past
    if not line.at(at, Word.BE) or line.at(phrase.at - 1, Word.REL):
        return False
    while line.at(at, Word.BE | Word.ADV | Word.DET):
        at += 1
    _, head, _ = noun_phrase(line, at)
    return head is not None and line.at(head, Word.PERSON) and line.at(head, Word.PLURAL)


def _claimed(line: Line, before: int) -> bool:
    """Whether somebody's claim of a number stands right before a token: "the union spoke of", "rebels put it at"."""
    if _restated(line, before):
        return True
    if before > 0 and line.low[before] in ("of", "at") and line.low[before - 1] in ("it", "them", "this"):
        before -= 1
    pair = " ".join(line.low[max(0, before - 1) : before + 1])
    return before > 0 and (line.low[before] in some("claims") or pair in some("claims"))


def _restated(line: Line, before: int) -> bool:
    """Whether a number told before is put at another: "he raised it to 135", "revising that up to 40"."""
    if before < 2 or line.low[before] not in ("to", "at"):
        return False
    at = before - 1 - (line.low[before - 1] in ("up", "down", "upward", "upwards", "downward", "downwards"))
    return line.low[at] in ("it", "that", "this") and line.low[at - 1] in some("restating")


def is_part(read: Bound, phrase: Phrase, binding: Binding) -> bool:
    """Whether a figure counts a part of another, or of those the text has told of ("10 of the dead were soldiers")."""
    of_them = phrase.of and phrase.head is None and binding.rule in ("state", "passive")
    inner = read.bindings.get(phrase.inner or -1)
    told = inner is not None and (inner.measure == binding.measure or inner.rule != "modifier")
    told = told or of_them or binding.rule in ("part", "among")
    before = max((at for at in read.phrases if at < phrase.at), default=None)
    out = before is not None and binding.measure == "killed" and taken_out(read.line, read.phrases[before], phrase)
    return told or out or _told_part(read.line, phrase) or _listed_part(read, phrase, binding)


def _listed_part(read: Bound, phrase: Phrase, binding: Binding) -> bool:
    """Whether a figure goes on a list of parts: "including 20 women and [14 children]"."""
    joint = phrase.at - 1
    if joint < 1 or read.line.low[joint] not in ("and", ","):
        return False
    for at, other in read.phrases.items():
        found = read.bindings.get(at)
        if other.past == joint and found and found.measure == binding.measure and other.head is not None:
            return phrase.head is not None and not other.pronoun and is_part(read, other, found)
    return False


def _told_part(line: Line, phrase: Phrase) -> bool:
    """Whether the words around a phrase make it a part of an earlier figure: "including", "of them", "of whom"."""
    if phrase.of and phrase.pronoun:
        return True
    before = phrase.at - 1
    while before >= 0 and (line.at(before, Word.ADV | Word.QUOTE | Word.DET) or line.low[before] == "another"):
        before -= 1
    if line.low[max(0, before - 1) : before + 1] == ["those", "of"]:
        before -= 2
    if line.at(before, Word.BE) and line.low[max(0, before - 2) : before] in AMONG:
        return True
    pair = " ".join(line.low[max(0, before - 1) : before + 1])
    return before >= 0 and (line.low[before] in some("parts") or pair in some("parts"))


def _included(line: Line, phrase: Phrase) -> Binding | None:
    """The measure of "those killed included nine Greeks": that of the last fate or noun named before."""
    hits = [
        hit for at in range(phrase.at) for hit in line.hits[at] if hit.trigger.role in NAMING and not hit.trigger.tail
    ]
    return Binding(hits[-1].trigger.measure, "part") if hits else None


def _of_last(context: Context, phrase: Phrase) -> Binding | None:
    """Some of those the sentence before told of: "Eight of them are women", "Six of those have been identified"."""
    line = context.line
    first = all(line.at(at, Word.QUOTE) for at in range(phrase.at))
    opens = first and phrase.pronoun and line.low[phrase.past - 1] in ("them", "those", "these")
    if _adds_up(line, phrase):
        return Binding(context.last, "part") if context.last else None
    named = opens and not some("identifying").isdisjoint(line.low[phrase.past : phrase.past + 5])
    accused = context.last == "arrested" and not some("accusing").isdisjoint(line.low[phrase.past : phrase.past + 5])
    named = named or opens and accused
    return Binding(context.last, "part") if context.last and opens and (named or _is_told_of(line, phrase)) else None


def _adds_up(line: Line, phrase: Phrase) -> bool:
    """Whether a number told before is told to take some in: "It includes two of the patients", "This includes 12"."""
    return phrase.at == 2 and line.low[0] in ("it", "this", "that", "they") and line.low[1].startswith("includ")


def whole(read: Bound, phrase: Phrase, binding: Binding) -> Span | None:
    """The span of the figure a part is taken out of: the inner one, else the nearest before it of the same measure that
    is no part itself."""
    at: int | None = phrase.inner
    if at is None:
        same = {other: found for other, found in read.bindings.items() if found and found.measure == binding.measure}
        earlier = [other for other in same if other < phrase.at]
        before = [other for other in earlier if not is_part(read, read.phrases[other], same[other])]
        after = [at for at in same if at > phrase.at and not is_part(read, read.phrases[at], same[at])]
        at = before[-1] if before else after[0] if after and binding.rule == "part" else None
    amount = read.line.amounts[at] if at is not None else None
    return (amount.start, amount.end) if amount else None
