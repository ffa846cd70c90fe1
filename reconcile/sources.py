"""Who a run cites: every source once, with counts of what became of its figures. Counts only, no score of trust."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from reconcile.model import Case, Claim, Document, Finding, Question, SourceType, Standing, Status, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source of a run under one name, `names` being all that it is cited by, the most frequent first.

    `figures` are the claims that cite it, in so many documents, outlets and questions. Of these questions it was
    `first` on those that others answer too and nobody on an earlier day, `alone` on those that nobody else answers;
    it `revised` those on which it lowered or denied a figure of its own, and was `contradicted` on those where another
    figure then standing leaves no number that is right for both.
    """

    source: str
    kind: SourceType | None
    names: tuple[str, ...]
    figures: int
    documents: int
    outlets: int
    questions: int
    first: int
    alone: int
    revised: int
    contradicted: int


def cited(case: Case) -> tuple[Source, ...]:
    """The sources of a case, those with the most figures first."""
    by_name: dict[str, list[Claim]] = defaultdict(list)
    for claim in case.claims:
        if claim.source:
            by_name[case.origins.get(claim.id, claim.source)].append(claim)
    told = _told(case)
    documents = {document.doc: document for document in case.documents}
    found = [_source(name, claims, documents, told) for name, claims in by_name.items()]
    return tuple(sorted(found, key=lambda one: (-one.figures, one.source.lower(), one.source)))


def _source(
    name: str, claims: Sequence[Claim], documents: Mapping[str, Document], told: Mapping[str, Counter[str]]
) -> Source:
    cited_as = Counter(" ".join(claim.source.split()) for claim in claims if claim.source)
    kinds = Counter(claim.source_type for claim in claims if claim.source_type)
    order = list(SourceType)
    outlets = {(doc and doc.outlet) or claim.doc for claim in claims for doc in [documents.get(claim.doc)]}
    return Source(
        source=name,
        kind=min(kinds, key=lambda kind: (-kinds[kind], order.index(kind)), default=None),
        names=tuple(sorted(cited_as, key=lambda one: (-cited_as[one], one))),
        figures=len(claims),
        documents=len({claim.doc for claim in claims}),
        outlets=len(outlets),
        questions=len({claim.question for claim in claims if claim.question}),
        **{count: told[count][name] for count in ("first", "alone", "revised", "contradicted")},
    )


def _told(case: Case) -> dict[str, Counter[str]]:
    """How many questions each origin was first and alone on, revised and was contradicted on."""
    claims = {claim.id: claim for claim in case.claims}
    verdicts = {verdict.question: verdict for verdict in case.verdicts}
    found: dict[str, Counter[str]] = {count: Counter() for count in ("first", "alone", "revised", "contradicted")}
    for asked in case.questions:
        by_origin = _by_origin(asked, claims, case.origins)
        found["first"].update(_first(by_origin))
        found["alone"].update(list(by_origin) if len(by_origin) == 1 else ())
        found["revised"].update(name for name, own in by_origin.items() if _revises(own))
        found["contradicted"].update(_contradicted(verdicts.get(asked.id), claims, case.origins))
    return found


def _by_origin(
    asked: Question, claims: Mapping[str, Claim], origins: Mapping[str, str]
) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for id in asked.claims:
        if id in claims:
            found[origins.get(id, id)].append(claims[id])
    return found


def _first(by_origin: Mapping[str, Sequence[Claim]]) -> Iterator[str]:
    """Those of several origins that nobody was earlier than; figures without a day are no earlier than any."""
    if len(by_origin) < 2:
        return
    days = {name: min((claim.as_of for claim in own if claim.as_of), default=None) for name, own in by_origin.items()}
    earliest = min((day for day in days.values() if day), default=None)
    yield from (name for name, day in days.items() if day and day == earliest)


def _revises(own: Iterable[Claim]) -> bool:
    """Whether an origin lowers its figure on a later day, or denies one that it gave."""
    dated = [claim for claim in own if claim.as_of]
    for one, other in combinations(sorted(dated, key=lambda claim: (claim.as_of or "", claim.id)), 2):
        alike = (one.basis, one.who, one.place) == (other.basis, other.who, other.place)
        later = (one.as_of or "") < (other.as_of or "")
        if alike and later and other.high is not None and one.low is not None and other.high < one.low:
            return True
        same = (one.low, one.high) == (other.low, other.high)
        if same and {one.status, other.status} == {Status.ASSERTED, Status.DENIED}:
            return True
    return False


def _contradicted(
    verdict: Verdict | None, claims: Mapping[str, Claim], origins: Mapping[str, str]
) -> set[str]:
    """The origins with a figure that, on a day of conflict, no number of another origin is right for."""
    days: Sequence[Standing] = verdict.course if verdict else ()
    found: set[str] = set()
    for day in days:
        standing = [claims[id] for id in day.claims if id in claims] if day.finding is Finding.CONFLICT else []
        for one, other in combinations(standing, 2):
            pair = {origins.get(one.id, one.id), origins.get(other.id, other.id)}
            if len(pair) == 2 and _apart(one, other):
                found |= pair
    return found


def _apart(one: Claim, other: Claim) -> bool:
    """Whether no number satisfies two figures."""
    low = max((claim.low for claim in (one, other) if claim.low is not None), default=None)
    high = min((claim.high for claim in (one, other) if claim.high is not None), default=None)
    return low is not None and high is not None and low > high
