"""Questions with their verdicts: claims are asked about and judged story by story, in shares that many can take.

Stories depend on nothing of each other, so what is worked out of one is at hand until it is done with. Whichever
process is free takes the next share; what that comes to goes to the first process as plain rows, which takes a fraction
of what records take, while the other works on. The first one tells claims their questions between two shares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from operator import attrgetter
from typing import TypeAlias

from reconcile import questions, rules, sharing, verdicts
from reconcile.model import Claim, Question, Standing, Verdict, maker, names
from reconcile.questions import Laid
from reconcile.verdicts import Pile

Answer: TypeAlias = tuple[Question, Verdict]
Values: TypeAlias = tuple[object, ...]
Row: TypeAlias = tuple[Values, Values, tuple[Values, ...], tuple[str, ...]]  # course and picks stand on their own

*PLAIN, PICKS = names(Verdict)  # picks come last
COURSE = PLAIN.index("course")
ASKED, STOOD = attrgetter(*names(Question)), attrgetter(*names(Standing))
FOUND = attrgetter(*PLAIN[:COURSE], *PLAIN[COURSE + 1 :])
CLAIMED, CLAIM = attrgetter(*names(Claim)), maker(Claim)
QUESTION = names(Claim).index("question")
SHARES = 200  # into which the stories are split, for whichever process comes to it


def answer(laid: Laid, pile: Pile, most: int = 1) -> tuple[list[Answer], dict[str, Claim]]:
    """All questions that claims laid out by story answer, in any order, each with its verdict; and the claims by id,
    each with its question. `most` processes share the stories."""
    stories = list(laid.stories)
    size = -(-len(stories) // SHARES) or 1
    shares = [partial(_share, stories[at : at + size], laid, pile) for at in range(0, len(stories), size)]
    answers: list[Answer] = []
    told: dict[str, Claim] = {}
    for some in sharing.in_turn(shares, most=most, pack=_rows, unpack=partial(_answers, pile=pile)):
        answers += some
        asked = [question for question, _ in some]
        told.update(
            (claim.id, claim) for claim in answering([pile.claims[id] for q in asked for id in q.claims], asked)
        )
    return answers, told


def answering(claims: Iterable[Claim], asked: Iterable[Question]) -> Iterator[Claim]:
    """The claims, each with the question that it answers."""
    answered = {id: question.id for question in asked for id in question.claims}
    for claim in claims:
        values = CLAIMED(claim)
        yield CLAIM(*values[:QUESTION], answered.get(claim.id), *values[QUESTION + 1 :])


def _share(stories: Iterable[str], laid: Laid, pile: Pile) -> list[Answer]:
    found: list[Answer] = []
    for story in stories:
        asked = sorted(questions.ask(story, laid), key=_id)
        found += zip(asked, verdicts.weigh(asked, pile), strict=True)
    return found


def _rows(answers: Iterable[Answer]) -> list[Row]:
    """Answers as plain values; of the picks, which are worked out when they are asked for, only whose they are."""
    return [(ASKED(question), FOUND(verdict), tuple(map(STOOD, verdict.course)), _picked_from(verdict))
            for question, verdict in answers]  # fmt: skip


def _picked_from(verdict: Verdict) -> tuple[str, ...]:
    """The ids of the claims that rules pick from."""
    picks = verdict.rules
    return tuple([claim.id for claim in picks.claims]) if isinstance(picks, rules.Picks) else ()


def _answers(rows: Iterable[Row], pile: Pile) -> list[Answer]:
    asked, found, stood = maker(Question), maker(Verdict), maker(Standing)
    answers: list[Answer] = []
    for question, values, days, picked in rows:
        course = tuple([stood(*day) for day in days])
        picks = rules.pick([pile.claims[id] for id in picked], pile.origins)
        answers.append((asked(*question), found(*values[:COURSE], course, *values[COURSE:], picks)))
    return answers


def _id(asked: Question) -> str:
    return asked.id
