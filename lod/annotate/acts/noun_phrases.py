"""Whether a noun phrase names somebody who can act, or a thing: told by the phrase's head noun.

"Encourages the engagement of rating agencies" addresses nobody; "encourages organizations engaged in ..." does.
"""

import re

#: A phrase up to what is said of its head: "engagement" of rating agencies, "States" that have not done so.
_HEAD = re.compile(
    r"""\s*(?P<run>[^,;:()]*?)
    (?=\s+(?:of|for|in|into|by|with|to|on|upon|at|via|from|towards|between|among|through|under|within|across|against|as|regarding
      |that|which|who|whose|when|while|and|or|aimed|aiming|[a-z]+ed\s+by)\b | [,;:()] | \s*$)""",
    re.VERBOSE,
)
#: Adjectives that a conjunction joins before their noun: "regional, subregional and interregional | cooperation".
_ADJECTIVES = re.compile(
    r"""^\s*(?:the\s+|greater\s+|further\s+)?
    (?:(?:[a-z\u2011-]+(?:(?<!s)|(?<=ous)),\s+)*(?:[a-z\u2011-]+\s+)?[a-z\u2011-]+(?<!s),?\s+(?:and|or|as\s+well\s+as)\s+(?=[a-z]))+""",
    re.VERBOSE,
)
#: Endings of nouns of action and quality, and such nouns without one of them.
_THING = re.compile(
    r"""(?:[a-z‑-]*(?:tion|sion|ment|ance|ence|ness|ism|ship|ity|ities)s?
    | (?:efforts?|endeavours?|initiatives?|progress|proposals?|use|dialogues?|support|work|activities|measures|steps
      |exchanges?|research|actions?|approach|approaches|reports?|polic(?:y|ies)|strateg(?:y|ies)|plans?|focus
      |reviews?|studies|briefings?|summary|practices|means|procedures|modalities|mobility|resources|recommendations
      |outcomes?|advocacy|outreach|growth|access|trade|pursuit|follow-up|conduct|launch|uptake|transfers?|flows?
      |debates?|talks|return|release|respect|interest|exercises?|design|study|increases?|decreases?|impacts?|marriages?
      |devices|goals|targets|abuses?|analys[ei]s|transparency|consistency|efficiency|weapons|stocks?|frameworks?|laws?
      |ways|roll-?out|holding|scaling-up|data))""",
    re.VERBOSE,
)
#: What people are said to do behind their noun: "States | requesting exemption".
_PARTICIPLE = re.compile(r"(?<=s)\s+[a-z‑-]+(?:ing|ed)\b.*|(?<=\b[Tt]hose)\s+[a-z]+(?:ing|ed)\b.*")
#: Participles that are adjectives: "existing and new donors".
_ADJECTIVE = re.compile(r"existing|remaining|participating|contributing|neighbouring|developing|outstanding|supporting")
#: Nouns with such an ending that name bodies and people.
_ACTOR = re.compile(
    r"""(?:[a-z‑-]+-)?(?:organi[sz]ations?|institutions?|associations?|federations?|confederations?|administrations?
    |delegations?|commissions?|foundations?|corporations?|populations?|generations?|governments?|departments?
    |parliaments?|missions?|divisions?|sections?|coalitions?|nations?|unions?|authorit(?:y|ies)|communit(?:y|ies)
    |entit(?:y|ies)|universit(?:y|ies)|municipalit(?:y|ies)|minorit(?:y|ies)|conferences?|alliances?|management
    |memberships?|establishments?|settlements?|facilit(?:y|ies)|arrangements?|mechanisms?|jurisdictions?|agreements?
    |conventions?|security)""",
    re.VERBOSE,
)

#: Texts by name: nobody is asked to do anything by "the 2030 Agenda".
_TEXTS = {"Agenda", "Charter", "Covenant", "Declaration", "Treaty"}

#: People and bodies whose names have no plural.
_COLLECTIVE = re.compile(
    r"""academia|media|management|staff|youth|women|men|people|everyone|all|others?|society|industry|business|parliament
    |personnel|regime|secretariat|commission|committee|panel|police|military|judiciary|diaspora|membership|them|it|him|her|he|she|they|leadership|children|civilians
    |philanthropy|community|government|those|these|another|each|both|none|public""",
    re.VERBOSE,
)


_ONE = re.compile(r"an?\s+(?P<rest>.+)")
_OF_PEOPLE = re.compile(r"\b(?:panel|group|committee|expert|person|State|coordinator|rapporteur)")


def is_nobody(words: str) -> bool:
    """Whether words that stand between commas name nobody: one noun or adjective alone, "a" thing, or a clause.

    >>> [is_nobody(words) for words in ("accordingly", "flag", "a response", "emphasize that aid", "plan was lost")]
    [True, True, True, True, True]
    >>> [is_nobody(words) for words in ("academia", "donors", "the Board", "a panel of experts", "UNICEF")]
    [False, False, False, False, False]
    """
    if found := _ONE.match(words):
        return not _OF_PEOPLE.search(found["rest"])
    return is_bare(words) or _CLAUSE.search(words) is not None


#: "emphasize that aid", "the report was circulated": a clause; "those that are concerned" is none.
_CLAUSE = re.compile(
    r"^those\s+[a-z]+ed$|^(?:in\s+|to\s+)?those\s+of\s+the\s+[a-z]+(?:ence|ity|ism|tion)\b|^(?!those|these|all|any|each)[a-z]+(?<!s)\s+that\b|^(?:(?!\b(?:that|which|who|whose)\b).)*\s(?:was|were|is|are)\s"
)


def is_somebody(words: str) -> bool:
    """Whether the head of a noun phrase is a body by name, or bodies or people in the plural.

    >>> [is_somebody(words) for words in ("relevant organizations of the South", "Parties", "civil society")]
    [True, True, True]
    >>> [is_somebody(words) for words in ("further comments", "the engagement of donors", "contributions")]
    [False, False, False]
    """
    run = _HEAD.match(words)
    names = _PARTICIPLE.sub("", run["run"]).split() if run else []
    if not names:
        return False
    return names[-1][0].isupper() or bool(_SOMEBODY.fullmatch(names[-1]) or _COLLECTIVE.fullmatch(names[-1]))


_SOMEBODY = re.compile(
    r"""States|[Pp]arties|Governments|[Mm]embers|countries|agencies|organi[sz]ations|institutions|bodies|entities|organs
    |partners|donors|stakeholders|committees|commissions|funds|programmes|missions|rapporteurs|experts|authorities
    |mechanisms|representatives|leaders|companies|enterprises|associations|departments|offices|communities|groups
    |peoples|universities|cities|parliaments|banks|actors|society|networks?|centres|branch(?:es)?|offices?|forces|staff
    |participants|creditors|foundations|shareholders|delegations|subsidiaries|officials|personnel|nationals|citizens|processes|secretariats?|regimes?|heads""",
    re.VERBOSE,
)


_ALONE = re.compile(r"(?P<word>[a-z]+(?<!s))[-\u2011]?")


def is_bare(words: str) -> bool:
    """Whether words are one noun or adjective, not in the plural, that names no people.

    >>> [is_bare(words) for words in ("flag", "humanitarian", "mine-", "donors", "academia")]
    [True, True, True, False, False]
    """
    alone = _ALONE.fullmatch(words)
    return alone is not None and not _COLLECTIVE.fullmatch(alone["word"])


#: What stands before a noun phrase of a list, and is none of it.
LEADING = re.compile(
    r"(?:(?:and to|or to|and/or|and|as well as to|as well as|or|both(?!\s+[a-z]+s\s*$)|also|once again|,"
    r"|(?:in|to) (?:this|that) (?:regard|respect|context|end),?)\s+)*"
    r"(?:further\s+(?=the\s)|to\s+(?=(?:(?:the|all|other)\s+)?(?-i:[A-Z])|(?:[a-z-]+\s+){0,3}(?:organizations|institutions|agencies|entities|bodies|donors"
    r"|partners|stakeholders|parties|countries|individuals)\b))?(?:the\s+)?",
    re.IGNORECASE,
)


def without_lead(words: str) -> str:
    """Words without the conjunction and article before them."""
    return LEADING.sub("", words, count=1)


def is_no_actor(words: str) -> bool:
    """Whether words name nobody, or things that a conjunction joins.

    >>> [is_no_actor(words) for words in ("flag", "sustainable cities", "interdependence and fair burden-sharing")]
    [True, True, True]
    >>> [is_no_actor(words) for words in ("development and trading partners", "donors", "donors and support")]
    [False, False, False]
    """
    first, *others = re.split(r"\s+(?:and|or)\s+", words)
    if is_thing(words) or is_nobody(words):
        return True
    return bool(others) and is_thing(first) and not any(is_somebody(other) for other in others)


_DOING = re.compile(r"[a-z]{3,}ing\s+(?:up|of|the)\b")  # "scaling up of early warning systems"
_GERUND = re.compile(r"[a-z‑-]{4,}ing")


def is_thing(words: str) -> bool:
    """Whether a noun phrase names a thing, not somebody.

    >>> [is_thing(words) for words in ("the engagement of rating agencies", "greater private sector participation")]
    [True, True]
    >>> [is_thing(words) for words in ("relevant organizations", "States requesting aid", "existing and new donors")]
    [False, False, False]
    """
    if _DOING.match(words):
        return True
    run = _HEAD.match(_ADJECTIVES.sub("", words, count=1))
    names = _PARTICIPLE.sub("", run["run"]).split() if run else []
    if names and names[-1] in _TEXTS:
        return True
    if not names or names[-1][:1].isupper() or _ACTOR.fullmatch(names[-1]) or names[-2:] == ["special", "procedures"]:
        return False
    if _GERUND.fullmatch(names[-1]):
        return not _ADJECTIVE.fullmatch(names[-1]) and not any(
            name[:1].isupper() or name.endswith("s") for name in names[:-1]
        )
    return _THING.fullmatch(names[-1]) is not None
