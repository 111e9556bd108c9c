"""What an act asks to be reported: the words behind "submit", "report on", "keep informed of".

Reads: an act's text from the verb of reporting on. Writes: a noun phrase in printed words, without to whom and when;
where these stand amid it ("a report to the Assembly at its next session on rivers"), it is put together without them.
"""

import re

from lod.data.fragments import shared_fragments

#: What is done with the report: what it says stands behind these as object, or behind "on", "of".
_VERB = re.compile(
    r"""\b(?: (?P<object>submit|present|transmit|forward|communicate|provide|include|give|prepare|compile|produce
        |issue|providing|submitting|presenting)
      | (?P<report>report)(?!s)
      | (?P<inform>inform|informed|apprise|apprised|brief|briefing|update|updated|keep) )\b""",
    re.VERBOSE,
)
#: What is submitted, as a noun.
_GIVEN_NOUN = (
    r"(?:an?|his|her|its|their|relevant|detailed|updated|comprehensive|further|additional)\s(?:(?!session)[a-z-]+\s){0,3}"
    r"(?:reports?|updates?|information|explanation|analysis|assessment|overview|summary|proposals?|briefing|views)\b"
    r"|any\s(?:[a-z]+\s){0,2}views|(?:more\s)?information|the\s(?:number|progress|results|status|outcome)\b"
)
_MONTH = shared_fragments()["month"]
_ORDINAL = shared_fragments()["ordinal_words"]
_BODY = (
    r"(?:[A-Z][\w’-]*\s(?:(?:of|on|and|for|the)\s)*){0,7}?"
    r"(?:Assembly|Council|Committee|Subcommittee|Commission|Board|Conference|Secretary-General|States|Group|Forum|Parties"
    r"|Authority|Panel|Unit|Secretariat|Office|Institute|Centre|Department|Division|Register|Record|Agency|Bureau"
    r"|Coordinator|Chairs?|President|Commissioner|Rapporteur|Director-General|Person)\b"
    r"(?:\s(?:with\sregard\sto|on|for|of)\s(?:the\s)?[A-Z][\w’-]*"
    r"(?:\s(?:with\sregard\sto|Independence\sto|and|of|on|for|the)(?=\s[A-Za-z’-]*\s?[A-Z])|\s[A-Z][\w’-]*)*)?"
)
#: Receivers that no name tells: "their governing organs", "the relevant treaty bodies".
_DESCRIBED = (
    r"(?:(?:the|its|their|his|her|all|other)\s)?(?:(?:[a-z-]+,?\s(?:and\s)?){1,4}?"
    r"(?:bodies|organs|committees|boards|councils|authorities|organizations)|(?:[a-z-]+\s){0,2}Governments)\b"
)
_FORUM = r"high-level\spolitical\sforum(?:\son\ssustainable\sdevelopment)?"
_OWN = rf"(?:its|their|his|her)\s(?:[a-z-]+\s(?:and\s[a-z-]+\s)?){{0,2}}{_BODY}"
_RECEIVER = rf"(?:it\b|(?:the\s|all\s)?{_BODY}|the\s{_FORUM}|{_OWN}|{_DESCRIBED})"
_TO = rf"(?:and\s)?to\s{_RECEIVER}(?:\sand\s(?:to\s)?the\s{_BODY})*"
#: What is given "to" somebody too, and is no report: "a report on assistance to the Palestinian Authority".
_NOT_GIVEN = "".join(
    rf"(?<!{noun})"
    for noun in (
        *("assistance", "support", "access", "response", "responses", "contributions", "contribution", "services"),
        *("changes", "amendments", "accession", "accessions", "relating", "related", "relevant", "pertaining"),
        *("due", "provided", "extended", "given", "available", "caused", "delivered"),
        *("applicable", "threat", "threats", "damage", "harm", "parties", "mprovements", "according", "addressed"),
        *("annex", "annexed", "contained", "with respect", "with regard"),
    )
)
_NOT_LATER = r"(?:by\s)?(?:no|not)\slater\sthan"
_WHEN = rf"""(?:
    (?:starting\s)?(?:at|by|before|during|for|in|from|well\s in\s advance\s of|prior\s to|{_NOT_LATER})\s
      (?:the\s(?:main\s|first\s|second\s|resumed\s)?part\s of\s)? (?:(?:its|the|their|his|her|each|that|of)\s)*
      (?:[a-z]+\s){{0,4}}? (?:(?:{_ORDINAL}|next|forthcoming|upcoming)(?:,\s{_ORDINAL})*\s(?:and\s{_ORDINAL}\s)?)?
      (?:[a-z]+\s){{0,2}}? sessions?\b
      (?:\s of\s the\s {_BODY})? (?:,?\s(?:in|of)\s(?:[a-z]+\s)?\d{{4}})?
    | in\s the\s [a-z]+\s (?:quarter|half)\s of\s 20\d\d
    | (?:by|before|in|on|{_NOT_LATER})\s (?:the\s end\s of\s|early\s)?
      (?:\d{{1,2}}\s {_MONTH}\s|{_MONTH}\s)? (?:19|20)\d\d
    | (?:at|during)\s (?:its|the)\s [a-z ]{{3,60}}?\s segment\b
      (?:\s (?:during|of|at)\s (?:its|the)\s \d{{4}}\s session)?
    | during\s (?:such|these|those|its|their)\s (?:[a-z]+\s)?meetings
    | by\s the\s end\s of\s [A-Z][a-z]+(?:\s following\s [^,;.]{{1,100}})?
    | within\s [a-z0-9]+\s (?:working\s)?(?:days|weeks|months)
      (?:\s of\s (?:its|the)\s adoption(?:\s of\s the\s present\s resolution)?)?
    | every\s (?:[a-z]+|\d+)\s (?:[a-z]+\s)?(?:years?|months?|weeks?|days) | on\s an?\s [a-z-]+\s basis
    | as\s (?:appropriate|necessary|soon\s as\s possible|required|ordered|requested|mandated|needed)\b
    | in\s due\s course
    | for\s (?:its|the|their)\s (?:further\s)?(?:consideration|information|approval|examination)
      (?:\s (?:of|by)\s the\s {_BODY})?
    | in\s an?\s [a-z]+\s (?:and\s [a-z]+\s)?manner
    | for\s (?:submission|presentation)(?=\s to\b) | for\s (?:further\s)?consideration\s by\s the\s {_BODY}
    | for\s information\s purposes
    | under\s the\s (?:[a-z]+\s){{0,2}}(?:sub-?\u2011?)?item
      (?:\s entitled\s [“"][^”"]*[”"] | \s on\s [a-z ]{{3,80}}?(?=\san?\s[a-z]+\s[a-z]+))?
    | (?:in|as\s part\s of|within)\s (?:the\s (?:context|course|framework|annex(?:es)?)\s (?:of|to)\s)?
      (?:(?:his|her|its|their)\s (?:[a-z]+\s){{0,3}}?|the\s (?:next|forthcoming|upcoming|future)\s (?:[a-z]+\s){{0,3}}?)
      (?:reports?|proposals?|submissions?|reporting)\b
      (?:\s (?:to\s(?:the\s)?{_BODY} (?:\s at\s (?:its|the)\s (?:[a-z-]+\s){{0,3}}sessions?)? | to\s{_DESCRIBED}
        | (?:on|for)\s [^,;.]{{1,200}}?(?=,|\s(?:{_GIVEN_NOUN}))))?
    | in\s the\s context\s of\s (?:[a-z]+\s){{0,4}}? (?:reports?|proposals?|submissions?)\b
      (?:\s on\s [^,;.]{{1,80}}(?=,))?
    | (?<!ed\s)(?<!inclusion\s)in\s (?:the|a)\s (?:[a-z]+\s){{0,3}}?reports?\b(?!\s of\b)
      (?:\s on\s [^;.]{{1,200}}?(?=\sto\sbe\s))?
    | in\s reports\s to\s{_DESCRIBED}
    | prior\s to\s the\s [a-z]+
  )"""
_ASIDE = (
    r",\s(?:in|within|through|with|under|as|on\sthe\sbasis|taking|inter\salia|if|where|for|from|using|drawing|based|following"
    r"|after|without|bearing|by|subject|and\sthereafter|starting|at)\b[^,;]{1,160}(?=,)"
)
_HOW = (
    r"(?:or\scontinue\sto\s[a-z]+|annually|biennially|triennially|(?:quarterly|monthly)(?=[,;.]|\sto\b|\son\b)|back|systematically|regularly"
    r"|periodically|publicly|orally|in\swriting|respectively"
    r"|once\sagain)\b"
)
#: To whom, when and how: what a deliverable is free of.
_PASSED = re.compile(rf"(?:,?\s+|^)(?:{_TO}|{_WHEN}|{_HOW})|{_ASIDE}|,(?=\s)", re.VERBOSE)
_DIRECT = re.compile(rf"\s+(?:the\s)?{_BODY}(?:\sand\s(?:its\s|the\s)?{_BODY})*", re.VERBOSE)
#: "provide the Board, at its next session, with".
_GIVEN = re.compile(r"(?:,[^,;]{1,120},){0,2}\s+with(?=\s)")
_LIST = r"[a-z‑-]+(?:\s[a-z‑-]+){0,3}(?:\sand\s|\sor\s|,\s)"
#: A further thing that is reported on: "..., the results achieved and the funds used".
_MEMBER = r"(?:the\s|progress\sin\s|progress\smade\sin\s)[^,;.:]{3,90}?\sand\s(?:on\s)?(?:the|its|their)\s"
_STOP = re.compile(
    rf"""[;]|\.(?!\d)|$ | {_NOT_GIVEN}\s(?={_TO}) | \s(?={_WHEN})
    | ,(?!\s(?!(?:including|and|with|as)\b)(?:[a-z\u2011-]+\s){{1,2}}
        (?:report|overview|assessment|analysis)\s(?:on|of)\b)
      (?!\s(?!(?:and|in|with|taking|acknowledging|seeking|recognizing|considering|using|providing|drawing|outlining
        |presenting|reflecting|preferably|including|as|at|to|which|while|through|within|based|bearing|under|for|on|inter
        |where|if|or|by|also|consistent|notwithstanding)\b){_LIST})
      (?!\s{_MEMBER})
    | \s(?=in\s order\s to|so\s as\s to|with\s a\s view\s to|and\s (?:also\s)?to\s [a-z]
        |to\s be\s (?:considered|submitted|presented|issued)|within\s (?:existing|the)|no\s later
        |in\s(?:close\s)?(?:consultation|cooperation|collaboration|coordination)\swith|that\s include
        |thereon\b|(?:bi|tri)?ennially\b|annually\b
        |when\s [a-z]+ing\b|taking\s into\s account
        |on\s the\s basis\s of|in\s the\s course\s of
        |through\s(?:his|her|its|their)\s(?:[a-z]+\s){{0,2}}reports?\b|and\s(?:adhere|engage|include|continue|ensure)\b)
    | \sand(?=,)
    | (?:(?<=\binformation)|(?<=\breport)|(?<=\bdata)|(?<=\bupdate)|(?<=\bupdates))
      \s(?=to\s[a-z]+\s(?:the|an?|its|their)\s)""",
    re.VERBOSE,
)
_GOES_ON = re.compile(
    r"\s+(?=(?:on(?!\sthe\sbasis)|presenting|about|regarding|concerning|containing|reviewing|covering|assessing|evaluating|outlining|describing)\b)"
)
#: What a noun phrase is about already.
_SUBJECT = re.compile(
    r"\s(?:on|about|regarding|concerning|pertinent to|relating to|relevant to|in th\w+ regard|thereof)\b"
)
#: What introduces a list of what it says: "a report containing: (a) ...".
_LOOSE_END = re.compile(
    r"(?:\s+(?:containing|including|on))?:$|(?:,?\s(?:using|considering|outlining|presenting|preferably|inter\salia))+$"
    r"|\s(?:and|to\s[a-z]+)$|\s(?:for\sconsideration)$"
)
_INFORMED = re.compile(r"(?:\s+[a-z]+)?\s+(?:informed|apprised|updated)\b")
_AS_APPROPRIATE = re.compile(r",\sas\sappropriate,(?=\s)")
_SAID_OF = re.compile(r"\s+(?:of|on|about|as\sto)\s+(?:the\s+)?")
#: A second verb of the same object: "prepare and submit a report".
_AND_VERB = re.compile(r"\s+(?:and|or)\s+(?:submit|present|transmit|issue|publish|circulate|disseminate)\b")
#: Words that open no noun phrase: what was meant stands later.
_NO_NOUN_PHRASE = re.compile(r"(?:to|on|as|in|by|at|for|with|and|within|through|from)\s")
_ARTICLE = re.compile(r"\s+(?:(?:a|an|the)\s+)?")
#: What is submitted.
_NOUN = re.compile(
    r"\b(?:reports?|proposals?|updates?|information|plans?|study|studies|recommendations|briefings?|elements|findings"
    r"|assessments?|overview|summary|summaries|comments|views|observations|material|data|statistics|list|compilation"
    r"|analysis|explanation|options|review|reporting|paper|note|version|changes|road map|strategy)\b"
)
_ADJECTIVE = (
    r"(?<!his\s)(?<!her\s)(?<!its\s)(?<!their\s)(?<!the\s)(?:detailed|updated|comprehensive|further|additional)"
)
#: The same, where asides are too many to pass: the first phrase with such a noun.
_LATER = re.compile(
    rf"(?<!part\sof\s)(?<!\bin\s)(?<!\bof\s)(?<!through\s)\b(?:(?:a|an)\s+|(?=(?:{_ADJECTIVE}|his|her|its|their)\s))(?P<noun>(?:(?!(?:to|of|on|in|by|for|as|the|that)\b)[\w’,-]+\s+){{0,8}}?{_NOUN.pattern})"
)
#: "(requests) a briefing by the Secretariat", "(requests that) updates be provided to".
_ASKED = re.compile(r"\s+an?\s+")
_PROVIDED = re.compile(r"(?P<what>(?:updates?|reports?|information|briefings?)\b.+?)\s+(?:shall\s+)?be\s+[a-z]+\s+to")
_IN_REPORT = re.compile(r"(?:his|her|its|their)(?:\s[a-z]+){0,3}\sreports?")
_REPORTED_ON = re.compile(r"\s+(?:and\s+)?on\s+")
_REPORTED_ALSO = re.compile(r"\s+and\s+on\s+")
#: "report to the Assembly its findings", "report all seizures".
_REPORTED_OWN = re.compile(
    r"\s+(?=(?:his|her|its|their|all|any|data|(?:[a-z]+ed\s|relevant\s|timely\s)?information)\s|non-)|\s+the\s+(?=(?:results|number|findings|outcome)\b)"
)
_THEREON = re.compile(r"\s+thereon\b")
#: What "report thereon" takes up: "to continue to examine the question of Guam and to report thereon".
_EXAMINED = re.compile(
    r"""\b(?: (?:examine|consider|study|review|monitor|explore|assess|analyse)(?:,\s[^,;]{1,60},)?\s+
          (?P<what>(?:the|ways|options|all|possible)\s[^,;]{3,160}?)
        | (?:examination|consideration|study|review)\s+of\s+(?P<of>the\s[^,;]{3,120}?)
        | continue\s+(?P<own>(?:his|her|its|their)\s(?:work|efforts)\b[^,;]{0,120}?) )
    (?:,\s(?:including|in\sparticular|in\saccordance)\b[^;]{1,400}?)?,?\s+and\s+(?:to\s+)?(?:also\s+)?report$""",
    re.VERBOSE,
)
#: What "to submit it" takes up: "to prepare a strategy for rivers and to submit it".
_MADE = re.compile(
    r"\b(?:prepare|develop|draft|compile|conduct|undertake|produce|elaborate|finalize)"
    r"(?:,\s[^,;]{1,60},)?\s+(?:an?|the)\s+"
    r"(?P<what>[^,;]{3,160}?)(?:,\s[^;]{1,300})?\s+and\s+(?:to\s+)?$"
)
_PRONOUN = re.compile(r"(?:it|them|this|these|those|that|such)\b(?!\s\w)")


def find_deliverable(text: str, start: int, stop: int, end: int) -> str | None:
    """What the act text[:end) asks to be reported; the words by which its request was found are text[start:stop).

    >>> words = "to submit to the General Assembly at its eightieth session a report on rivers, within its means"
    >>> find_deliverable(words, 0, 9, len(words))
    'report on rivers'
    """
    if passive := _PROVIDED.fullmatch(text, start, stop):
        return passive["what"]
    if asked := _ASKED.match(text, start, stop):
        return _phrase(text, asked.end(), end)
    verb = _VERB.search(text, start, stop)
    if verb is None:
        found = _IN_REPORT.search(text, start, stop)
        return found[0] if found else None
    at = verb.end()
    if verb["object"]:
        said = _object(text, at, end)
        return _made(text, verb.start()) if said and _PRONOUN.match(said) else said
    if verb["report"]:
        return _reported(text, at, end)
    at = _pass(text, _after(_DIRECT, text, at, end), end)
    at = _pass(text, _after(_INFORMED, text, at, end), end)
    at = _after(_AS_APPROPRIATE, text, at, end)
    of = _SAID_OF.match(text, at, end)
    return _phrase(text, of.end(), end) if of else None


def _object(text: str, at: int, end: int) -> str | None:
    """ "Submit to the Assembly, by March, a report on rivers"; "provide the Board with information"."""
    at = _after(_AND_VERB, text, at, end)
    given = _DIRECT.match(text, at, end)
    if given and (found := _GIVEN.match(text, given.end(), end)):
        return _phrase(text, _after(_ARTICLE, text, found.end(), end), end)
    first = _phrase(text, _after(_ARTICLE, text, _pass(text, at, end), end), end)
    is_phrase = first is not None and not _NO_NOUN_PHRASE.match(first)
    if first and is_phrase and _NOUN.search(" ".join(first.split()[:10])):
        return first
    later = _LATER.search(text, at, end)
    return _phrase(text, later.start("noun"), end) if later else first if is_phrase else None


def _reported(text: str, at: int, end: int) -> str | None:
    """ "Report to the Assembly on rivers": "report on rivers"; "report thereon" takes up what is examined."""
    subject = ""
    if thereon := _THEREON.match(text, at, end):
        examined = _EXAMINED.search(text, 0, at)
        what = examined["what"] or examined["of"] or examined["own"] if examined else ""
        subject = f"on {what}" if what else ""
        at = thereon.end()
    at = _pass(text, at, end)
    if found := (_REPORTED_ALSO if thereon else _REPORTED_ON).match(text, at, end):
        said = _phrase(text, found.end(), end, goes_on=False)
        if said and _PRONOUN.match(said):
            said = None
        if not said and not subject:
            return None
        subject = f"{subject} and on {said}" if subject and said else subject or f"on {said}"
    elif own := _REPORTED_OWN.match(text, at, end):
        return _phrase(text, own.end(), end)
    return f"report {subject}" if subject else None


def _made(text: str, at: int) -> str | None:
    """What a pronoun behind the verb at `at` takes up: what the act asks to be made first."""
    made = _MADE.search(text, 0, at)
    return _phrase(text, *made.span("what")) if made else None


def _phrase(text: str, start: int, end: int, goes_on: bool = True) -> str | None:
    """The noun phrase from `start`, and what goes on with it behind receiver and time."""
    stop = _STOP.search(text, start, end)
    at = stop.start() if stop else end
    words = text[start:at].strip(" ,")
    if goes_on and not _SUBJECT.search(words) and (on := _GOES_ON.match(text, after := _pass(text, at, end), end)):
        rest = _STOP.search(text, after + 1, end)
        words = f"{words} {text[on.end() : rest.start() if rest else end].strip(' ,')}"
    return _LOOSE_END.sub("", words) or None


def _pass(text: str, at: int, end: int) -> int:
    """Behind the receivers, times and asides that stand at `at`."""
    while (found := _PASSED.match(text, at, end)) and found.end() > at:
        at = found.end()
    return at


def _after(pattern: re.Pattern[str], text: str, at: int, end: int) -> int:
    found = pattern.match(text, at, end)
    return found.end() if found else at
