"""Deliverables of report requests: the noun phrase after "submit", "report on", "keep informed of".

Reads: an act's text from the verb of reporting on. Writes: a noun phrase in printed words, without to whom and when;
where these stand amid it ("a report to the Assembly at its next session on rivers"), it is put together without them.
"""

from lod.data.phrases import Phrase

_VERB = Phrase("deliverables.verb")
_PASSED = Phrase("deliverables.passed")
_DIRECT = Phrase("deliverables.direct")
_GIVEN = Phrase("deliverables.given")
_STOP = Phrase("deliverables.stop")
_TITLED = Phrase("deliverables.titled")
_GOES_ON = Phrase("deliverables.goes_on")
_SUBJECT = Phrase("deliverables.subject")
_LOOSE_END = Phrase("deliverables.loose_end")
_INFORMED = Phrase("deliverables.informed")
_AS_APPROPRIATE = Phrase("deliverables.as_appropriate")
_SAID_OF = Phrase("deliverables.said_of")
_AND_VERB = Phrase("deliverables.and_verb")
_NO_NOUN_PHRASE = Phrase("deliverables.no_noun_phrase")
_ARTICLE = Phrase("deliverables.article")
_NOUN = Phrase("deliverables.noun")
_LATER = Phrase("deliverables.later")
_ASKED = Phrase("deliverables.asked")
_PROVIDED = Phrase("deliverables.provided")
_IN_REPORT = Phrase("deliverables.in_report")
_REPORTED_ON = Phrase("deliverables.reported_on")
_REPORTED_ALSO = Phrase("deliverables.reported_also")
_REPORTED_OWN = Phrase("deliverables.reported_own")
_THEREON = Phrase("deliverables.thereon")
_EXAMINED = Phrase("deliverables.examined")
_MADE = Phrase("deliverables.made")
_INCLUDED = Phrase("deliverables.included")
_BRIEFED = Phrase("deliverables.briefed")
_ALSO_ON = Phrase("deliverables.also_on")
_PRONOUN = Phrase("deliverables.pronoun")


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
        if behind := _INCLUDED.match(text, stop, end):
            return _phrase(text, behind.end(), end)
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
    said = _phrase(text, of.end(), end) if of else None
    return _called(verb["inform"], said, text[of.start() : of.end()]) if of and said else None


def _called(verb: str, said: str, joint: str) -> str:
    """What one is told, by the name of the account: "to brief the Board on dams" asks for a briefing on dams.

    >>> _called("brief", "dams", " on "), _called("informed", "dams", " of the ")
    ('briefing on dams', 'dams')
    """
    account = _BRIEFED.match(verb)
    if account is None:
        return said
    article = "the " if joint.rstrip().endswith("the") else ""
    return f"{'briefing' if account['stem'] == 'brief' else 'update'} on {article}{said}"


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
    at = _stop(text, start, end)
    words = text[start:at].strip(" ,")
    if goes_on and not _SUBJECT.search(words) and (on := _GOES_ON.match(text, after := _pass(text, at, end), end)):
        at = _stop(text, after + 1, end)
        words = f"{words} {text[on.end() : at].strip(' ,')}"
    words = _LOOSE_END.sub("", words)
    if (not goes_on or _SUBJECT.search(words)) and (also := _ALSO_ON.match(text, at, end)):
        another = text[also.end() : _stop(text, also.end(), end)].strip(" ,")
        words = f"{words}{also['joint'] or also['another']}{another}"
    return words or None


def _stop(text: str, start: int, end: int) -> int:
    """Where a noun phrase ends; what stands in quotation marks ends none, nor a comma behind a colon."""
    at = start
    while stop := _STOP.search(text, at, end):
        at = stop.start()
        closing = text.find("”", at, end) if text.rfind("“", start, at) > text.rfind("”", start, at) else -1
        if closing < 0 and not (text.startswith(",", at) and _TITLED.search(text, start, at)):
            return at
        at = max(at, closing) + 1
    return end


def _pass(text: str, at: int, end: int) -> int:
    """Behind the receivers, times and asides that stand at `at`."""
    while (found := _PASSED.match(text, at, end)) and found.end() > at:
        at = found.end()
    return at


def _after(pattern: Phrase, text: str, at: int, end: int) -> int:
    found = pattern.match(text, at, end)
    return found.end() if found else at
