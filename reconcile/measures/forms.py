"""The forms of verbs and nouns, by the regular endings and the list of irregular verbs."""

from __future__ import annotations

from functools import cache

from reconcile.lexicon import load

VOWELS = "aeiou"
DOUBLING = 4  # verbs up to this long double a last consonant behind a single vowel: "gut", "stab"


@cache
def verb_forms(verb: str, language: str = "en") -> tuple[tuple[str, str], ...]:
    """(form, kind) of a verb; the kinds are "present" (base and third person), "past", "participle" and "ing"."""
    irregular = load("verbs", language).get("irregular")
    own = irregular.get(verb) if isinstance(irregular, dict) else None
    past, participle, *ing = own if own else (_regular(verb, "ed"), _regular(verb, "ed"))
    third = plural(verb) if not verb.endswith(("o", "z")) else verb + "es"
    forms = [
        (verb, "present"),
        (third, "present"),
        *((form, "past") for form in past.split("/")),
        *((form, "participle") for form in participle.split("/")),
        (ing[0] if ing else _regular(verb, "ing"), "ing"),
    ]
    return tuple(dict.fromkeys(forms))


def _regular(verb: str, ending: str) -> str:
    if len(verb) <= DOUBLING and verb[-1] not in "wxyaeiou" and verb[-2] in VOWELS and verb[-3] not in VOWELS:
        return verb + verb[-1] + ending
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1] + ending
    if verb.endswith("y") and verb[-2] not in VOWELS and ending == "ed":
        return verb[:-1] + "ied"
    return verb + ending


def plural(noun: str) -> str:
    """The plural of a noun by the regular endings; of several words, of the last."""
    *before, last = noun.split()
    if last.endswith("y") and last[-2:-1] not in VOWELS:
        last = last[:-1] + "ies"
    elif last.endswith("man"):
        last = last[:-3] + "men"
    elif last.endswith(("s", "sh", "ch", "x")):
        last += "es"
    else:
        last += "s"
    return " ".join([*before, last])
