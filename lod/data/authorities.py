"""Authority tables of actors, groups, States and funds, checked when they are loaded.

Tables: `lod/data/authorities/` `actors.csv`, `groups.csv`, `states.csv`, `funds.csv`, one row a thing, several values
in a cell parted by "|", a name with the time it was in use as "Name@1995-12-20..2005-12-22", an identifier with the
place where it was read as "wikidata:Q161718@ROR record". Every row names its source.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from lod.data.files import data
from lod.model.errors import DataError

SUPERTYPES = {
    "Actor": ("Actor",),
    "ActorGroup": ("Actor", "ActorGroup"),
    "MemberState": ("Actor", "MemberState"),
    "Fund": ("Fund",),
    "TrustFund": ("Fund", "TrustFund"),
}
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
#: Where the identifier of a scheme leads.
RESOLVERS = {
    "wikidata": "http://www.wikidata.org/entity/{}",
    "ror": "https://ror.org/{}",
    "isni": "https://isni.org/isni/{}",
    "unms": "http://metadata.un.org/UNMS/{}",
    "mandate-registry": "https://mandates.un.org/entity/{}",
    "m49": None,
    "iso3166-1-alpha-2": None,
    "iso3166-1-alpha-3": None,
}


class Label(Struct, frozen=True):
    """A name: `kind` is pref, alt, short or former; `since` and `until` are dates or years as the source gives them."""

    text: str
    language: str = "en"
    kind: str = "pref"
    since: str | None = None
    until: str | None = None


class AuthorityIdentifier(Struct, frozen=True):
    """An identifier of another authority, with the place where it was seen."""

    scheme: str
    value: str
    source: str

    @property
    def iri(self) -> str | None:
        resolver = RESOLVERS[self.scheme]
        return resolver.format(self.value) if resolver else None


class Fact(Struct, frozen=True):
    """A related thing (a document's symbol or an entity's path), since when, and the source that says so."""

    value: str
    date: str | None
    source: str


class Authority(Struct, frozen=True):
    """One actor, group, country or fund; `path` is its name below the base, `types` classes, widest first."""

    path: str
    types: tuple[str, ...]
    actor_type: str | None
    labels: tuple[Label, ...]
    source: str
    parent: str | None = None
    identifiers: tuple[AuthorityIdentifier, ...] = ()
    flags: tuple[str, ...] = ()  # "ldc", "lldc", "sids", "observer"
    members: str = ""  # of a group: the flag or the actor type of those who belong to it
    as_of: str | None = None  # of a group: the day, month or year of the list of its members
    groups: tuple[str, ...] = ()  # paths of the groups that it belongs to
    established_by: tuple[Fact, ...] = ()
    renamed_by: tuple[Fact, ...] = ()
    administered_by: tuple[Fact, ...] = ()
    shown: tuple[Label, ...] = ()  # names in other languages for pages in them, which the data do not state
    region: str = ""  # of a State: its region by the Statistics Division (M49)

    @property
    def name(self) -> str:
        """The preferred English name."""
        return self.name_in("en")

    def name_in(self, language: str) -> str:
        """The preferred name in a language; "" where no table has one."""
        names = (*self.labels, *self.shown)
        preferred = (label for label in names if label.kind == "pref" and label.language == language)
        return next((label.text for label in preferred), "")


class Authorities(Struct, frozen=True):
    """All authorities by their paths."""

    by_path: Mapping[str, Authority]

    def get(self, path: str) -> Authority | None:
        return self.by_path.get(path)

    def name_of(self, path: str) -> str:
        """The preferred name of what stands at a path; "" where no table knows it."""
        found = self.by_path.get(path)
        return found.name if found else ""

    def __iter__(self) -> Iterator[Authority]:
        return iter(self.by_path.values())

    def closure(self, paths: Iterable[str]) -> tuple[Authority, ...]:
        """The authorities of some paths and all that they name: parents, administrators; in the order of paths."""
        known: set[str] = set()
        waiting = [path for path in paths if path in self.by_path]
        while waiting:
            if (path := waiting.pop()) not in known:
                known.add(path)
                found = self.by_path[path]
                waiting += [found.parent] if found.parent else []
                waiting += found.groups
                waiting += [fact.value for fact in found.administered_by]
        return tuple(self.by_path[path] for path in sorted(known))


@cache
def load_authorities() -> Authorities:
    """The authorities of the package's tables."""
    return read_authorities(data("authorities"))


@cache
def groups() -> frozenset[str]:
    """The paths of the tables' groups of actors."""
    return frozenset(authority.path for authority in load_authorities() if "ActorGroup" in authority.types)


@cache
def paired_states() -> re.Pattern[str]:
    """English names of States that hold the word that ends a list, the longest first.

    >>> paired_states().findall("Chile, Trinidad and Tobago and Fiji")
    ['Trinidad and Tobago']
    """
    states = (authority for authority in load_authorities() if authority.path.startswith("country/"))
    names = {label.text for state in states for label in state.labels if label.language == "en"}
    paired = sorted((name for name in names if " and " in name), key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, paired))})")


@cache
def state_names() -> frozenset[str]:
    """English names of States, folded: preferred, short and former ones.

    >>> "malta" in state_names(), "group of 77" in state_names()
    (True, False)
    """
    states = (authority for authority in load_authorities() if authority.path.startswith("country/"))
    return frozenset(label.text.casefold() for state in states for label in state.labels if label.language == "en")


def read_authorities(folder: Path) -> Authorities:
    """The authorities of a folder of tables; raises DataError with file, row and fix."""
    found: dict[str, Authority] = {}
    for name, make in (("actors", _actor), ("groups", _actor), ("states", _state), ("funds", _fund)):
        path = folder / f"{name}.csv"
        for line, row in _rows(path):
            where = f"{path}:{line}"
            made = make(row, where)
            if made.path in found:
                raise DataError(f"{made.path!r} stands twice", where, "give each row a slug of its own")
            found[made.path] = made
    for line, row in _rows(folder / "labels.csv") if (folder / "labels.csv").exists() else ():
        _add_labels(row, found, f"{folder / 'labels.csv'}:{line}")
    _check_links(found, folder)
    _check_members(found, folder)
    found = {path: replace(authority, groups=_groups_of(authority, found)) for path, authority in found.items()}
    return Authorities(dict(sorted(found.items())))


def _add_labels(row: dict[str, str], known: dict[str, Authority], where: str) -> None:
    """Give what stands at a path its names in other languages."""
    authority = known.get(row["path"])
    if authority is None:
        raise DataError(f"nothing stands at {row['path']!r}", where, "give the path of a row of another table")
    _source(row, where)
    shown = tuple(Label(row[language], language) for language in LANGUAGES if row.get(language))
    known[authority.path] = replace(authority, shown=shown)


def _as_of(row: dict[str, str], where: str) -> str | None:
    """The time of a list of members, which every group that has such a list gives."""
    if bool(row.get("members")) != bool(row.get("as_of")):
        raise DataError("members without the time of their list, or a time without members", where, "fill as_of")
    return row.get("as_of") or None


def _groups_of(authority: Authority, known: Mapping[str, Authority]) -> tuple[str, ...]:
    """The groups that it belongs to: by a flag, by its type, or of a group the one that it is part of."""
    kinds = {*authority.flags, *([authority.actor_type] if authority.actor_type else [])}
    return tuple(group.path for group in known.values() if group.members in kinds) + (
        (authority.parent,) if authority.parent and "ActorGroup" in authority.types else ()
    )


def _check_members(known: Mapping[str, Authority], folder: Path) -> None:
    """What a group's members have in common is a flag or an actor type that somebody has."""
    kinds = {flag for authority in known.values() for flag in (*authority.flags, authority.actor_type)}
    for group in known.values():
        if group.members and group.members not in kinds:
            raise DataError(
                f"nobody is of the members {group.members!r} of {group.path}",
                str(folder / "groups.csv"),
                "write a flag of states.csv or an actor_type of actors.csv",
            )


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            for line, row in enumerate(csv.DictReader(stream), 2):
                if None in row or None in row.values():
                    raise DataError("a row with too many or too few cells", f"{path}:{line}", "count its commas")
                yield line, row
    except OSError as fault:
        raise DataError(str(fault.strerror), str(path), "restore the table") from fault


def _actor(row: dict[str, str], where: str) -> Authority:
    labels = [
        *_names(row["label"], "pref", where),
        *_names(row["alternative"], "alt", where),
        *_names(row["short"], "short", where),
        *_names(row["former"], "former", where),
    ]
    parent = f"actor/{row['parent']}" if row["parent"] else None
    return Authority(
        f"actor/{_slug(row['slug'], where)}",
        _types(row["type"], where),
        row["actor_type"],
        tuple(labels),
        _source(row, where),
        parent,
        _identifiers(row["identifiers"], where),
        members=row.get("members", ""),
        as_of=_as_of(row, where),
    )


def _state(row: dict[str, str], where: str) -> Authority:
    labels = [Label(row[language], language) for language in LANGUAGES if row[language]]
    if row["en_formal"] != row["en"]:
        labels.append(Label(row["en_formal"], "en", "alt"))
    labels += _names(row["alternative"], "alt", where)
    source = _source(row, where)
    given = (("iso3166-1-alpha-2", "iso2"), ("iso3166-1-alpha-3", "iso3"), ("m49", "m49"), ("wikidata", "wikidata"))
    identifiers = [AuthorityIdentifier(scheme, row[column], source) for scheme, column in given if row[column]]
    if row["status"] == "member":
        identifiers.append(AuthorityIdentifier("unms", row["m49"].lstrip("0"), "configuration of the UN library"))
    status = () if row["status"] == "member" else (row["status"],)
    return Authority(
        f"country/{_slug(row['iso3'].lower(), where)}",
        _types("MemberState" if row["status"] == "member" else "Actor", where),
        "member-state" if row["status"] == "member" else "observer-state",
        tuple(labels),
        source,
        identifiers=tuple(identifiers),
        flags=(*status, *filter(None, row["groups"].split("|"))),
        region=row["region"],
    )


def _fund(row: dict[str, str], where: str) -> Authority:
    labels = [
        *_names(row["label"], "pref", where),
        *_names(row["alternative"], "alt", where),
        *_names(row["former"], "former", where),
    ]
    source = _source(row, where)
    return Authority(
        f"fund/{_slug(row['slug'], where)}",
        _types(row["type"], where),
        None,
        tuple(labels),
        source,
        established_by=_facts(row["established_by"], source),
        renamed_by=_facts(row["renamed_by"], source),
        administered_by=_facts(row["administered_by"], source),
    )


def _facts(cell: str, source: str) -> tuple[Fact, ...]:
    """ "A/RES/38/201@1983-12-20": values with their dates."""
    given = (item.partition("@") for item in filter(None, cell.split("|")))
    return tuple(Fact(value, date or None, source) for value, _, date in given)


def _names(cell: str, kind: str, where: str) -> list[Label]:
    made = []
    for name in filter(None, cell.split("|")):
        text, _, time = name.partition("@")
        since, _, until = time.partition("..")
        if text != text.strip():
            raise DataError(f"white space around {text!r}", where, "remove it")
        made.append(Label(text, "en", kind, since or None, until or None))
    return made


def _types(name: str, where: str) -> tuple[str, ...]:
    if name not in SUPERTYPES:
        raise DataError(f"unknown type {name!r}", where, f"one of {', '.join(SUPERTYPES)}")
    return SUPERTYPES[name]


def _slug(text: str, where: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text):
        raise DataError(f"{text!r} is no slug", where, "lower-case letters, digits and single hyphens")
    return text


def _source(row: dict[str, str], where: str) -> str:
    if not row["source"].strip():
        raise DataError("no source", where, "say where the facts of the row were read")
    return row["source"]


def _identifiers(cell: str, where: str) -> tuple[AuthorityIdentifier, ...]:
    """ "wikidata:Q161718|ror:051777d98@ROR record": identifiers, and the source of all of them."""
    if not cell:
        return ()
    given, _, source = cell.partition("@")
    if not source:
        raise DataError(f"identifiers without a source: {cell!r}", where, "add @ and where they were seen")
    made = [AuthorityIdentifier(*item.partition(":")[::2], source) for item in given.split("|")]
    for identifier in made:
        if identifier.scheme not in RESOLVERS:
            raise DataError(f"unknown scheme {identifier.scheme!r}", where, f"one of {', '.join(RESOLVERS)}")
        if not is_checked(identifier.scheme, identifier.value):
            raise DataError(
                f"bad checksum: {identifier.scheme} {identifier.value}", where, "copy it from its source again"
            )
    return tuple(made)


def is_checked(scheme: str, value: str) -> bool:
    """Whether an identifier has the form and check digits of its scheme (ISNI: ISO 7064 mod 11-2; ROR: mod 97-10).

    >>> is_checked("isni", "0000000121561100"), is_checked("ror", "051777d98"), is_checked("ror", "051777d99")
    (False, True, False)
    """
    if scheme == "isni":
        if not re.fullmatch(r"\d{15}[\dX]", value):
            return False
        total = 0
        for digit in value[:15]:
            total = (total + int(digit)) * 2
        check = (12 - total % 11) % 11
        return value[15] == ("X" if check == 10 else str(check))
    if scheme == "ror":
        alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
        if not re.fullmatch(r"0[0-9a-hjkmnp-tv-z]{6}\d\d", value):
            return False
        number = 0
        for sign in value[:7]:
            number = number * 32 + alphabet.index(sign)
        return 98 - (number * 100) % 97 == int(value[7:])
    return scheme != "wikidata" or re.fullmatch(r"Q[1-9]\d*", value) is not None


def _check_links(found: Mapping[str, Authority], folder: Path) -> None:
    for authority in found.values():
        if authority.parent and authority.parent not in found:
            mend = "give the slug of a row, or leave the cell empty"
            raise DataError(f"{authority.path}: unknown parent {authority.parent!r}", str(folder), mend)
        for fact in authority.administered_by:
            if fact.value not in found:
                mend = "give the path of a row"
                raise DataError(f"{authority.path}: unknown administrator {fact.value!r}", str(folder), mend)
