"""Funds that no table lists: named by capitals ("Lebanon Recovery Fund") or by their purpose ("trust fund for ...").

Reads: a text and the names found in it. A fund of the tables, and a body that is called a fund (the International
Monetary Fund), is found by its name already; "the Fund" and "trust funds" name none.
"""

import re
from collections.abc import Iterator, Sequence

from lod.iris import slug
from lod.layers.names import Name, Names

DESCRIBED = "fund/described/"
_CAPITAL = r"(?:[A-ZÀ-Þ][\w’‑-]*|COVID[‑-]19)"
#: "Dag Hammarskjöld Memorial Scholarship Fund", "Fund for the Development of the Indigenous Peoples of Latin America".
_CAPITALS = re.compile(
    rf"""(?<![\w’-])(?:{_CAPITAL}[ ](?:(?:of|for|to)[ ](?={_CAPITAL}))?){{0,8}}?
    (?:[Vv]oluntary[ ])?(?:[Tt]rust[ ])?Fund\b
    (?:[ ](?:for|of|to|on)[ ](?:the[ ])?{_CAPITAL}
      (?:[ ](?!and[ ]the[ ][^,;.]*Fund|in[ ]the\b)(?:(?:of|for|and|in|to|on|against)[ ])?(?:the[ ])?{_CAPITAL})*)?
    (?![ ]{_CAPITAL})""",
    re.VERBOSE,
)
#: What kind of trust fund it is, before these words: "multi-partner human security", "general".
_KINDS = (
    r"(?:(?!(?:the|an?|its|their|to|of|and|or|by|through|into|from|this|that|for|in|under|on|with|said|such|each|any|every"
    r"|new|existing|relevant|respective|establish|support|via|as|including)\b)[a-z]+(?:-[a-z]+)*[ ]){0,4}"
)
#: "Eastern Mediterranean oil spill restoration trust fund", "Saving Lives Entity fund"
_MIXED = re.compile(
    rf"(?<![\w’-])(?:(?:{_CAPITAL}[ ])+{_KINDS}[Tt]rust[ ]|(?:{_CAPITAL}[ ]){{3,}})fund\b"
    r"(?![ ](?:for|on|of|in[ ]support)\b)"
)
#: "United Nations voluntary trust fund for victims of trafficking in persons"
_PURPOSE = re.compile(
    rf"""(?<![\w’-])(?:{_CAPITAL}[ ])*{_KINDS}
    [Tt]rust[ ][Ff]und[ ](?:for|on|in[ ]support[ ]of|of|established[ ]by)[ ](?!the[ ]purposes?\b|a[ ])
    (?:relating[ ]to[ ](?:the[ ])?|(?!(?:so|in[ ]order|to[ ](?![A-Z])|that|which|is|are|was|were|has|have|had
        |on[ ](?=\d)|with[ ](?![Dd]isab)|since|thus
        |through|by|pursuant|and[ ](?:the|to|in|its|other|also|requests|invites|encourages)|as|established|in[ ]its
        |under|at|from|until|during|referred|before|undertaken|approved|and(?=[,;.]))\b)[^\s,;.:()]+[ ]?)+""",
    re.VERBOSE,
)
#: What a purpose does not end with.
_LOOSE_END = re.compile(r"\s(?:and|or|to\sbe|for|of|in|the)$")
_FORMS = (_CAPITALS, _PURPOSE, _MIXED)
_WORD = re.compile(
    r"\bFund\b|\b[Tt]rust fund\b|[A-Z]\w+ fund\b"
)  # cheap to look for, so that the patterns are tried in few texts
#: Words that make no name of "Fund" by themselves.
_BARE = re.compile(r"(?:(?:The|Voluntary|voluntary|Trust|trust|Pension|This|That|Such|Each|Any)[ ])*Fund")


def find_funds(text: str, known: Sequence[Name], names: Names) -> Iterator[Name]:
    """Funds of a text besides those among `known`, in the order of the text, none inside another."""
    if not _WORD.search(text):
        return
    end = 0
    for match in sorted(
        (found for form in _FORMS for found in form.finditer(text)), key=lambda m: (m.start(), -m.end())
    ):
        printed = _LOOSE_END.sub("", match[0].rstrip())
        start, stop = match.start(), match.start() + len(printed)
        head = start + re.search(r"[Ff]und\b", printed).start()  # type: ignore[union-attr]  # every pattern has it
        if start < end or _BARE.fullmatch(printed) or any(name.start <= head < name.end for name in known):
            continue
        end = stop
        yield Name(start, stop, names.resolve(printed) or f"{DESCRIBED}{slug(printed)}")
