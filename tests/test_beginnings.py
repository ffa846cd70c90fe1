"""Where words begin is found as it would be by trying one word after the other."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from reconcile.lexicon.beginnings import beginnings, meanings, plain

WORDS = st.text(alphabet="ab -.", min_size=1, max_size=4).filter(lambda word: word.strip() == word.lstrip())


@given(st.sets(WORDS, min_size=1), st.text(alphabet="ab -.", max_size=20))
def test_the_shortest_word_that_a_text_goes_on_with_is_found(words: set[str], text: str) -> None:
    match = re.match(beginnings(words), text)
    fitting = [word for word in words if re.match(re.escape(word).replace(r"\ ", r"\s+"), text)]
    assert (match is not None) == bool(fitting)
    assert match is None or plain(match[0]) == plain(min(fitting, key=len))


def test_white_space_of_any_kind_stands_for_a_space() -> None:
    found = re.findall(rf"\b{beginnings(['took back', 'so far'])}", "They took\n back so  far.")
    assert found == ["took\n back", "so  far"]


def test_a_word_means_what_the_longer_ones_mean_that_it_hides() -> None:
    found = meanings({"day": ["may day", "now"], "month": ["may", "now "]})
    assert found == {"may": {"day", "month"}, "may day": {"day"}, "now": {"day", "month"}}
