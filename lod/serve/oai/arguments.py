"""Arguments of OAI-PMH requests: which each verb takes, dates, and tokens by which a list is gone on with.

Governing text: OAI-PMH 2.0, sections 2.5.1, 2.7, 3.3, 3.5 and 3.6. A token holds all that it needs, so that it
outlives the server: the request and the last record that was given. Records are sorted by datestamp and identifier, so
that who goes on after a record has each once, however often the server began anew.
"""

import base64
import binascii
import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec
from msgspec import Struct


class ErrorCode(StrEnum):
    """The protocol's conditions."""

    BAD_ARGUMENT = "badArgument"
    BAD_TOKEN = "badResumptionToken"
    BAD_VERB = "badVerb"
    NO_FORMAT = "cannotDisseminateFormat"
    NO_ID = "idDoesNotExist"
    NO_RECORDS = "noRecordsMatch"


class HarvestError(Exception):
    """A request that is answered with one of the protocol's conditions, and a sentence."""

    def __init__(self, code: ErrorCode, said: str) -> None:
        super().__init__(said)
        self.code, self.said = code, said


class RequestVerb(Struct, frozen=True):
    """What a verb takes: arguments that it needs, others, and whether a token takes their place."""

    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    resumes: bool = False


_SELECTIVE = RequestVerb(("metadataPrefix",), ("from", "until", "set"), resumes=True)
VERBS: Mapping[str, RequestVerb] = {
    "Identify": RequestVerb(),
    "ListMetadataFormats": RequestVerb(takes=("identifier",)),
    "ListSets": RequestVerb(resumes=True),
    "ListIdentifiers": _SELECTIVE,
    "ListRecords": _SELECTIVE,
    "GetRecord": RequestVerb(("identifier", "metadataPrefix")),
}
TOKEN = "resumptionToken"
_STEP = r"[A-Za-z0-9\-_.!~*'()]+"
#: What the values of arguments must look like: as the protocol's schema has them.
_SYNTAX: Mapping[str, re.Pattern[str]] = {
    "identifier": re.compile(r"[!#-;=?-\[\]_a-z~]+"),  # a URI
    "metadataPrefix": re.compile(_STEP),
    "set": re.compile(f"{_STEP}(?::{_STEP})*+"),
}


class Selection(Struct, frozen=True):
    """Which records a list holds: a format's prefix, days (both included, "" for none), a set, after which record."""

    verb: str
    prefix: str
    since: str = ""
    until: str = ""
    set: str = ""
    after: tuple[str, str] | None = None


def read_arguments(pairs: Sequence[tuple[str, str]]) -> tuple[str, dict[str, str]]:
    """The verb of a request and its arguments; raises HarvestError."""
    verbs = [value for name, value in pairs if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise HarvestError(ErrorCode.BAD_VERB, f"give one verb: {', '.join(VERBS)}")
    given = [pair for pair in pairs if pair[0] != "verb"]
    arguments = dict(given)
    verb = VERBS[verbs[0]]
    if len(arguments) != len(given):
        raise HarvestError(ErrorCode.BAD_ARGUMENT, "an argument is given twice")
    if verb.resumes and TOKEN in arguments:
        if len(arguments) > 1:
            raise HarvestError(ErrorCode.BAD_ARGUMENT, f"{TOKEN} stands alone")
        return verbs[0], arguments
    if strange := sorted(arguments.keys() - {*verb.needs, *verb.takes}):
        raise HarvestError(ErrorCode.BAD_ARGUMENT, f"{verbs[0]} takes no {', '.join(strange)}")
    if missing := [name for name in verb.needs if name not in arguments]:
        raise HarvestError(ErrorCode.BAD_ARGUMENT, f"{verbs[0]} needs {', '.join(missing)}")
    for name, syntax in _SYNTAX.items():
        if not syntax.fullmatch(arguments.get(name, "-")):
            raise HarvestError(ErrorCode.BAD_ARGUMENT, f"{name} has signs that it may not have, or none")
    return verbs[0], arguments


def read_selection(verb: str, arguments: Mapping[str, str]) -> Selection:
    """Which records a list shall hold; raises HarvestError."""
    if token := arguments.get(TOKEN, ""):
        return parse_token(token, verb)
    if TOKEN in arguments:
        raise HarvestError(ErrorCode.BAD_TOKEN, "the token is empty")
    since, until = _day(arguments, "from"), _day(arguments, "until")
    if since and until and since > until:
        raise HarvestError(ErrorCode.BAD_ARGUMENT, "from is later than until")
    return Selection(verb, arguments["metadataPrefix"], since, until, arguments.get("set", ""))


def _day(arguments: Mapping[str, str], name: str) -> str:
    """A day as the protocol writes it: YYYY-MM-DD, in digits of ASCII."""
    given = arguments.get(name)
    if given is None:
        return ""
    try:
        if len(given) == 10 and given.isascii() and dt.date.fromisoformat(given).isoformat() == given:
            return given
    except ValueError:
        pass
    raise HarvestError(ErrorCode.BAD_ARGUMENT, f"{name} must be a day, as 2024-01-31: the granularity is YYYY-MM-DD")


def format_token(selection: Selection) -> str:
    """A token for the rest of a list, in letters that need no escape in an address.

    >>> asked = Selection("ListRecords", "mods", after=("2024-01-31", "A/RES/1/1"))
    >>> parse_token(format_token(asked), "ListRecords") == asked
    True
    """
    content = msgspec.json.encode(selection)
    return base64.urlsafe_b64encode(_check(content) + content).decode().rstrip("=")


def parse_token(token: str, verb: str) -> Selection:
    """The inverse; raises HarvestError for a token that is damaged, or another verb's."""
    try:
        packed = base64.b64decode(token + "=" * (-len(token) % 4), b"-_", validate=True)
        check, content = packed[:8], packed[8:]
        found = msgspec.json.decode(content, type=Selection)
        if check == _check(content) and found.verb == verb and format_token(found) == token:
            return found
    except (ValueError, binascii.Error):
        pass
    raise HarvestError(ErrorCode.BAD_TOKEN, "no token of ours; begin the list anew")


def _check(content: bytes) -> bytes:
    """What shows that a token came whole: not that nobody made it, which nothing here rests on."""
    return hashlib.blake2b(content, digest_size=8).digest()
