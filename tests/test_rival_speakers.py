"""Numbers that stand together in one sentence, each with a speaker of its own, and what a speaker says others said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_attribution import names

RIVALS = [
    ("The army counted {40} dead and the rebels {55}.", "army; rebels"),
    ("In Lorn the strikers counted {20,000} marchers and the prefecture {8,500}.", "strikers; prefecture"),
    ("The army reported {14} dead, the militia {31}.", "army; militia"),
    ("Police counted {2,500} people, the organisers around {10,000}.", "Police; organisers"),
    ("Rebels said they lost {30}; the government counted {120} and the Red Crescent {75}.",
     "Rebels; government; Red Crescent"),
    ("{40} dead, according to the army, and {55}, according to the rebels.", "army; rebels"),
    ("{7,000} people marched according to the prefecture, {16,000} according to the inter-union.",
     "prefecture; inter-union"),
    ("Between {20,000}, according to the council, and {70,000}, according to the organisers, marched.",
     "council; organisers"),
    ("{1.7 million} marchers, says the union, {480,000}, says the ministry.", "union; ministry"),
    ("{900} arrests, according to the lawyers, {310}, estimates the Interior Ministry", "lawyers; Interior Ministry"),
    ("{Two million} marched according to unions, {570,000} for the interior ministry.", "unions; interior ministry"),
    ("There were {1,200} marchers, said the police, versus {8,000} for the unions.", "police; unions"),
    ("The march drew {5,000} people (police figure) or {20,000} (organisers).", "police; organisers"),
    ("The rally drew {15,000} people (police) to {60,000} (organisers).", "police; organisers"),
]  # fmt: skip
NO_RIVALS = [
    ("Police said {300} people came and {20} stayed.", "Police; Police"),
    ("Police said {12} marchers were held and officers {3} times fired.", "Police; Police"),
    ("The dead include {3} soldiers (one police officer) and {4} nuns (Red Cross).", "-; -"),
    ("Officials confirmed {seven} deaths — {six} in the north and {one} in the south.",
     "Officials; Officials; Officials"),
    ("According to the ministry, 1.2 million people joined across Ostland, {80,000} of them in Lorn.", "ministry"),
    ("In Lorn, {37,000} people marched, according to a count by the police, against 48,000 on Saturday.", "police"),
]  # fmt: skip
WITHIN = [
    ('"According to the Red Cross, some {50,000} people live there," Falk said.', "Red Cross < Falk"),
    ('"Preliminary figures from clinics report {400} hurt," spokesman Ivo Falk said.', "clinics < Ivo Falk"),
    ('"The governor told us {12} people had died," Ana Ruiz said.', "governor < Ana Ruiz"),
    ('"The toll, {12} dead according to the hospital, may rise," minister Ana Ruiz said.', "hospital < Ana Ruiz"),
    ('"The collector has informed us that the number of deaths is {275}," the secretary said.',
     "collector < secretary"),
    ('"Police say {12} died but we saw {40} bodies," said Ana Ruiz, a nurse.', "Police < Ana Ruiz; Ana Ruiz"),
    ('"They told us {12} had died," Ana Ruiz said.', "Ana Ruiz"),
    ('"People say {12} died," Ana Ruiz said.', "Ana Ruiz"),
    ('"Our teams report {12} deaths," the Red Cross said.', "Red Cross"),
    ('"The army killed {12} people," Ana Ruiz said.', "Ana Ruiz"),
]  # fmt: skip
SAID_OTHERWISE = [
    ("The toll rose after the Health Ministry confirmed {fifteen} deaths.", "Health Ministry"),
    ("Rescuers confirmed {thirty-one} deaths.", "Rescuers"),
    ("{31} were hurt, the fire service said on Monday in a revised count.", "fire service"),
    ("Reuters on Sunday quoted the head of the rescue service, Ana Ruiz, as revising the toll down to {84}.",
     "Ana Ruiz < Reuters"),
    ("Reuters quoted the governor as putting the toll at {84}.", "governor < Reuters"),
    ("{Seven} girls in the same group on trial were sent home, state media said.", "state media"),
]  # fmt: skip


CASES = [*RIVALS, *NO_RIVALS, *WITHIN, *SAID_OTHERWISE]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=lambda value: value[:40])
def test_each_number_has_its_own_speaker(text: str, wanted: str) -> None:
    assert names(text) == wanted.split("; ")


BODIES = st.sampled_from(("army", "rebels", "ministry", "unions", "organisers", "police", "militia", "government"))
FRAMES = (
    "The {0} counted {{{1}}} dead and the {2} {{{3}}}.",
    "{{{1}}} people died, according to the {0}, and {{{3}}}, according to the {2}.",
    "{{{1}}} people died, according to the {0}, {{{3}}} for the {2}.",
    "Between {{{1}}} ({0}) and {{{3}}} ({2}) people died.",
)


@given(st.sampled_from(FRAMES), BODIES, BODIES, st.integers(20, 900), st.integers(20, 900))
def test_any_two_bodies_and_numbers(frame: str, one: str, other: str, low: int, high: int) -> None:
    assert names(frame.format(one, low, other, high)) == [one, other]
