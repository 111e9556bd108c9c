"""What a mandate should hold, as rules: `lod/data/mandates.toml`. Source: A/RES/80/251, paragraph 5."""

import re
from collections.abc import Mapping
from functools import cache

from lod.data.files import data, read_toml
from lod.data.rules import Rule, load_rules


@cache
def office_types() -> frozenset[str]:
    """The kinds of actors that are offices of the Organization."""
    return frozenset(read_toml(data("mandates.toml"))["offices"])


@cache
def clause_elements() -> Mapping[str, str]:
    """Which element of a mandate a clause is, by the clause's kind."""
    return dict(read_toml(data("mandates.toml"))["clauses"])


@cache
def _budget_documents() -> re.Pattern[str]:
    return re.compile("|".join(read_toml(data("mandates.toml"))["budget_documents"]))


def is_budget_document(symbol: str) -> bool:
    """Whether a symbol is of a document on the money of the Organization.

    >>> [is_budget_document(s) for s in ("A/78/6(Sect.5)", "A/78/7/Add.2", "A/C.5/78/18", "A/78/60", "A/C.2/78/L.5")]
    [True, True, True, False, False]
    """
    return _budget_documents().fullmatch(symbol) is not None


@cache
def element_rules() -> tuple[Rule, ...]:
    """The rules that find elements in the words of an act."""
    return tuple(rule for rule in _rules() if rule.settings.get("group") != "cycle")


def cycle_rule() -> Rule:
    """The rule that finds how often something is to be reviewed."""
    return next(rule for rule in _rules() if rule.settings.get("group") == "cycle")


@cache
def _rules() -> tuple[Rule, ...]:
    return load_rules(data("mandates.toml"))
