"""Content negotiation in the patterns of web servers: which form of a page an Accept header likes best.

Servers of files compare no numbers: a list of patterns, tried in order, does it for them, ten steps of quality by three
forms. The first that matches is what `lod serve` gives too (RFC 9110, 12.5.1), where qualities differ in their first
decimal; a form that is named goes before one that an asterisk covers.
"""

from collections.abc import Container, Iterator

from msgspec import Struct

#: The forms that files of the build have, by suffix: what an Accept header calls each, the best first.
FORMS: tuple[tuple[str, str], ...] = (
    ("html", r"(?:text/html|application/xhtml\+xml)"),
    ("ttl", r"text/turtle"),
    ("jsonld", r"application/ld\+json"),
)
#: What covers a form without naming it.
_COVERED = (("html", r"(?:\*/\*|text/\*)"), ("jsonld", r"application/\*"))
_START, _OTHERS = r"(?:^|,)\s*", r"\s*(?:;(?!\s*q\s*=)[^,;]*)*"
_WHOLE = r"(?:$|,|;\s*q\s*=\s*1(?:\.0*)?\s*(?:[,;]|$))"
_NONE = r";\s*q\s*=\s*0(?:\.0*)?\s*(?:[,;]|$)"


class Preference(Struct, frozen=True):
    """A form, and the pattern of Accept headers that like it, if no pattern before it fits; cases are ignored."""

    form: str
    pattern: str


def preferences(offered: Container[str]) -> Iterator[Preference]:
    """The patterns of the forms offered, in the order in which they are tried; an empty header fits the first."""
    yield Preference("html", "^$")
    for tenths in range(10, -1, -1):
        for form, media in (pair for pair in (*FORMS, *_COVERED) if pair[0] in offered):
            yield Preference(form, f"{_START}{media}{_OTHERS}{_quality(tenths)}")


def takes_pages() -> str:
    """The pattern of Accept headers that take a page, liked or not."""
    media = "|".join(media for _, media in (FORMS[0], _COVERED[0]))
    return f"^$|{_START}(?:{media}){_OTHERS}(?!{_NONE})(?:[,;]|$)"


def _quality(tenths: int) -> str:
    """What follows the type where its quality has so many tenths; the last step holds what is below a tenth, but 0."""
    if tenths == 10:
        return _WHOLE
    return rf";\s*q\s*=\s*0?\.{tenths}[0-9]*{'[1-9][0-9]*' if not tenths else ''}\s*(?:[,;]|$)"
