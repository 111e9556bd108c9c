"""Cleaning text of Markdown, mail quotes, ligatures and line ends, with an offset map back to the file.

Reads: the text of a file. Writes: `Cleaned`, the text without what line ends, Markdown, the web, mail and typefaces put
round its words; its runs say which characters are the file's own, letter for letter. `lod.read.restore` leads a tree
back along them, so that nothing that is taken out here is lost.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from itertools import pairwise
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from lod.model.resolution import Run

#: A change of a text: [start:end) gives way to other words.
Edit = tuple[int, int, str]
Step = Callable[["Cleaned"], "Cleaned"]

BYTE_ORDER_MARK = "\ufeff"
#: How files end lines beside "\n": of other systems, of Word's line breaks, of Unicode.
_LINE_END = re.compile("\r\n?|[\v\x85\u2028\u2029]")
_LINE_ENDS = "\r\v\x85\u2028\u2029"
#: Letters in the shapes of a typeface: ligatures as "\ufb01", Arabic letters as they join; and those that tell them.
_SHAPED = re.compile("[\ufb00-\ufdff\ufe70-\ufefc]")
_COMMON_SHAPES = "\ufb00\ufb01\ufb02\ufb03\ufe8d\ufe8e\ufedf"
#: Entities that texts copied from the web hold; where one stands, all that HTML knows are taken for what they mean.
_ENTITY = re.compile(r"&(?:#\d{2,5}|#x[0-9a-fA-F]{2,4}|nbsp|amp|quot|apos|[lr][sd]quo|[nm]dash|hellip|shy);")
_ANY_ENTITY = re.compile(r"&(?:#\d+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")
_LINK = re.compile(
    r"\[([^\[\]\n]{1,300}|\[\^?\d{1,3}\])\]"
    r"\(<?(?:https?:|#)[^()\s]*(?:\([^()\s]*\)[^()\s]*)*>?(?:\s\"[^\"\n]*\")?\)"
)
#: What a text with links or strong words has, and few others have; quicker looked for than "](".
_LINKING, _STARRED, _UNDERLINED = re.compile(r"\](?=\()"), re.compile(r"\*(?=\*)"), re.compile(r"_(?=[^\s*_])")
#: It begins with what can begin it, and looks back then: so it is found several times as fast.
_STRONG = re.compile(
    r"(\*(?<![*_\w\\]\*)\*{1,2}|_(?<![*_\w\\]_)_{0,2})(?=[^\s*_])([^*_\n]{1,300})(?<=[^\s*_])\1(?![*_\w])"
)
#: "*Recalling*"; so many make a text one of Markdown.
_EMPHASIS = re.compile(r"\*(?<![\w*\\(]\*)(?=[^\s*])([^*\n]{1,300})(?<=[^\s*])\*(?![\w*])")
_EMPHASES = 4
#: "## Annex", at the beginning of a line.
_HEADING = re.compile(r"^[^\S\n]{0,3}()#{1,6}[^\S\n]+", re.MULTILINE)
#: "<sup>2</sup>", "<sup>a</sup>", "<br/>", which Markdown has no signs of its own for.
_TAG = re.compile(r"<sup>\s?(?:(?P<figures>\d{1,3})|(?P<letter>[a-z]))\s?</sup>|<br\s?/?>")
_RAISED = str.maketrans("0123456789abcdefghijklmnop", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖ")
_QUOTATION = '“"'
#: Found sooner than "^": what stands before it on its line is looked at where it is found.
_QUOTED_OPENER = re.compile(rf"[{_QUOTATION}](?=The\s[A-Z][^\n]{{3,80}},[^\S\n]*$)", re.MULTILINE)
_OPENER = re.compile(r"^[^\w\n“\"]*The\s[A-Z][^\n]{3,80}?(?:Council|Assembly|,)[^\S\n]*$", re.MULTILINE)
_QUOTE = re.compile(r"^[^\S\n]*(?P<mark>[“\"])(?=\S)", re.MULTILINE)
_QUOTES = 2  # paragraphs with such a mark, at least, beside the opener
_QUOTED = 0.5  # share of lines with one, at least, among those that may begin a paragraph
#: A comment, which Markdown prints nowhere; programs leave one where a picture stood, or at a page's end.
_COMMENT = re.compile(r"<!--()[^\n]{0,300}?-->")
#: A sign that would mean something to Markdown, and is meant as it is: "12\.", "\_\_\_".
_ESCAPED = re.compile(r"\\([_*.#+\-\[\]()!>~])")
#: A line below a heading, as long as it.
_UNDERLINE = re.compile(r"\n(?P<rule>={3,}|-{3,}|~{3,})(?=[^\S\n]*(?:\n[^\S\n]*\n|\n?\Z))")
_QUOTING = re.compile(r"^()(?:>[^\S\n]?)+", re.MULTILINE)
_UNDERLINES = (("=", "\n==="), ("~", "\n~~~"), ("-", "\n---"))
_QUOTED_LINE = re.compile(r"^>", re.MULTILINE)
_BROKEN = 0.2  # share of lines, at least, that break a sentence off where pages are set in lines
_SHORTEST, _LONGEST = 20, 200  # characters of a printed line whose sentence goes on, in scripts without case
#: Accents that stand behind their letter: grave, acute, circumflex, tilde, breve, diaeresis, ring, cedilla, hamza.
_COMBINING = "\u0300\u0301\u0302\u0303\u0306\u0308\u030a\u0327\u0653\u0654\u0655"
_ACCENTED = re.compile(r"\w[\u0300-\u036f\u064b-\u065f\u0670]+")
#: What pdfium writes for the hyphen of a word that a line's end breaks; Unicode has no such character.
_NO_CHARACTER = re.compile("\ufffe(?=\\w)")
_SOFT_AMID = re.compile(r"()\u00ad(?=[^\W\d_])")


class Cleaned(Struct, frozen=True):
    """A text made of a file's; `runs`, in order and disjoint, say which of its characters are the file's own.

    What of the file's text lies between two runs was taken out, or stands here in other signs.
    """

    text: str
    runs: tuple[Run, ...]
    length: int  # characters of the file's text

    @classmethod
    def of(cls, text: str) -> "Cleaned":
        """The text of a file as it is."""
        return cls(text, (Run(0, 0, len(text)),) if text else (), len(text))

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed."""
        return self == Cleaned.of(self.text)

    def offset(self, at: int) -> int:
        """Where a character stands in the file; of one that stands there in other signs, where these begin."""
        i = bisect_right(self.runs, at, key=attrgetter("start")) - 1
        run = self.runs[i] if i >= 0 else Run(0, 0, 0)
        return run.source + min(at - run.start, run.length)

    def place_of(self, offset: int) -> int:
        """Where a character of the file stands here; of one that was taken out, where what follows it stands."""
        i = bisect_right(self.runs, offset, key=attrgetter("source")) - 1
        if i >= 0 and offset <= self.runs[i].source + self.runs[i].length:
            return self.runs[i].start + offset - self.runs[i].source
        return self.runs[i + 1].start if i + 1 < len(self.runs) else len(self.text)

    def edited(self, edits: Iterable[Edit]) -> "Cleaned":
        """The text with some stretches changed; they are in order and disjoint."""
        pieces, runs, at, length = list[str](), list[Run](), 0, 0
        for start, end, words in _narrowed(self.text, edits):
            runs += self._moved(at, start, length - at)
            pieces += (self.text[at:start], words)
            length += start - at + len(words)
            at = end
        if not pieces:
            return self
        runs += self._moved(at, len(self.text), length - at)
        return Cleaned("".join((*pieces, self.text[at:])), tuple(runs), self.length)

    def _moved(self, start: int, end: int, shift: int) -> Iterator[Run]:
        """The runs of [start:end) in a text where it stands `shift` characters later."""
        return (replace(run, start=run.start + shift) for run in clipped(self.runs, start, end))

    def unwrapped(self, pattern: re.Pattern[str], group: int) -> "Cleaned":
        """The text where all that a pattern finds gives way to one of its groups."""
        found = [match for match in pattern.finditer(self.text) if match.end() > match.start()]
        return self.edited(
            edit for m in found for edit in ((m.start(), m.start(group), ""), (m.end(group), m.end(), ""))
        )

    def replaced(self, pattern: re.Pattern[str], words: Callable[[str], str]) -> "Cleaned":
        """The text where all that a pattern finds gives way to other words."""
        return self.edited((m.start(), m.end(), words(m[0])) for m in pattern.finditer(self.text))


def clipped(runs: tuple[Run, ...], start: int, end: int) -> Iterator[Run]:
    """What the runs have of the text's [start:end)."""
    at = max(0, bisect_right(runs, start, key=attrgetter("start")) - 1)
    while at < len(runs) and runs[at].start < end:
        run = runs[at]
        first, last = max(start, run.start), min(end, run.start + run.length)
        if first < last:
            yield Run(first, run.source + first - run.start, last - first)
        at += 1


def _narrowed(text: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Edits without the letters that they leave as they are, and without those that change nothing."""
    for start, end, words in edits:
        old = text[start:end]
        if old == words:
            continue
        shared = 0
        while shared < min(len(old), len(words)) and old[-1 - shared] == words[-1 - shared]:
            shared += 1
        yield start, end - shared, words[: len(words) - shared]


def with_line_ends(cleaned: Cleaned) -> Cleaned:
    """The text without a byte order mark, its lines ending in "\\n"."""
    if cleaned.text.startswith(BYTE_ORDER_MARK):
        cleaned = cleaned.edited([(0, 1, "")])
    ends = any(sign in cleaned.text for sign in _LINE_ENDS)
    return cleaned.replaced(_LINE_END, lambda _: "\n") if ends else cleaned


def unwrapped(cleaned: Cleaned) -> Cleaned:
    """The words of a text without what Markdown, the web and mail put round them.

    Single stars stay where few pairs of them stand: they may be marks of notes.
    """
    if "&" in cleaned.text and _ENTITY.search(cleaned.text):
        cleaned = cleaned.replaced(_ANY_ENTITY, unescape)
    if "<!--" in cleaned.text:
        cleaned = cleaned.unwrapped(_COMMENT, 1)
    if _LINKING.search(cleaned.text):
        cleaned = cleaned.unwrapped(_LINK, 1)
    if _STARRED.search(cleaned.text) or _UNDERLINED.search(cleaned.text):
        cleaned = cleaned.unwrapped(_STRONG, 2)
    if "<" in cleaned.text and ("<sup>" in cleaned.text or "<br" in cleaned.text):
        cleaned = cleaned.replaced(_TAG, _plain_tag)
    if any(sign in cleaned.text and line in cleaned.text for sign, line in _UNDERLINES):
        cleaned = cleaned.edited(_underlines(cleaned.text))
    if "#" in cleaned.text:
        cleaned = cleaned.unwrapped(_HEADING, 1)
    if cleaned.text.count("*") >= 2 * _EMPHASES and len(_EMPHASIS.findall(cleaned.text)) >= _EMPHASES:
        cleaned = cleaned.unwrapped(_EMPHASIS, 1)
    if "\\" in cleaned.text:
        cleaned = cleaned.unwrapped(_ESCAPED, 1)
    if ">" in cleaned.text and _is_mail(cleaned.text):
        cleaned = cleaned.unwrapped(_QUOTING, 1)
    return cleaned


def _underlines(text: str) -> Iterator[Edit]:
    """Take out the lines below headings: those of their length.

    >>> list(_underlines("Otters\\n------\\n\\nThe rivers of the world\\n------\\n\\n"))
    [(7, 13, '')]
    """
    for line in _UNDERLINE.finditer(text):
        above = text[text.rfind("\n", 0, line.start()) + 1 : line.start()].strip()
        if len(above) == len(line["rule"]) and above[0].isalnum():
            yield *line.span("rule"), ""


def _is_mail(text: str) -> bool:
    """Whether most lines of words are quoted, as in a mail, below what its writer says.

    >>> _is_mail("Dear all,\\n> Recalls\\n> it"), _is_mail("It is\\n> 5, and\\nno more")
    (True, False)
    """
    quoted = len(_QUOTED_LINE.findall(text))
    return quoted > 0 and 2 * quoted > sum(bool(line.strip()) for line in text.split("\n"))


def unquoted(cleaned: Cleaned) -> Cleaned:
    """The words of a resolution that another text quotes whole, each paragraph behind a mark of quotation.

    >>> unquoted(Cleaned.of("“The Council,\\n\\n“Noting it,\\n\\n“1. Acts;\\n\\n“2. Meets again.”")).text
    'The Council,\\n\\nNoting it,\\n\\n1. Acts;\\n\\n2. Meets again.”'
    """
    is_quoted = any(f"{mark}The " in cleaned.text for mark in _QUOTATION)
    opener = _quoted_opener(cleaned.text) if is_quoted else None
    if opener is None or _OPENER.search(cleaned.text, 0, opener):
        return cleaned
    marks = list(_QUOTE.finditer(cleaned.text, opener))
    quoting = cleaned.text[opener : marks[-1].end()].split("\n") if len(marks) > _QUOTES else []
    paragraphs = sum(bool(line.strip()) for line in quoting)
    if not paragraphs or len(marks) < _QUOTED * paragraphs:
        return cleaned
    return cleaned.edited((mark.start("mark"), mark.end("mark"), "") for mark in marks)


def _quoted_opener(text: str) -> int | None:
    """Where the line begins on which a quoted opener stands: “The General Assembly,"""
    for opener in _QUOTED_OPENER.finditer(text):
        line = text.rfind("\n", 0, opener.start()) + 1
        if not text[line : opener.start()].strip():
            return line
    return None


def _plain_tag(printed: str) -> str:
    """The raised signs of a tag of HTML; a space for the end of a line.

    >>> _plain_tag("<sup>12</sup>"), _plain_tag("<sup>a</sup>"), _plain_tag("<br>")
    ('¹²', 'ᵃ', ' ')
    """
    found = _TAG.fullmatch(printed)
    return ((found["figures"] or found["letter"] or " ") if found else printed).translate(_RAISED)


def composed(cleaned: Cleaned) -> Cleaned:
    """The same words in the signs that readers know: letters composed and unjoined, no hyphens that print nothing.

    Some programs give a page's ligatures, joined Arabic letters and accents as signs of their own, and keep the soft
    hyphens at which a word might have been broken and was not.
    """
    text = cleaned.text
    if text.isascii():
        return cleaned
    if any(sign in text for sign in _COMMON_SHAPES):
        cleaned = cleaned.replaced(_SHAPED, lambda shaped: unicodedata.normalize("NFKC", shaped))
    if "\u00ad" in text:
        cleaned = cleaned.unwrapped(_SOFT_AMID, 1)
    if "\ufffe" in text:
        cleaned = cleaned.replaced(_NO_CHARACTER, lambda _: "-")
    if any(sign in text for sign in _COMBINING):
        cleaned = cleaned.replaced(_ACCENTED, lambda accented: unicodedata.normalize("NFC", accented))
    return cleaned


def single_spaced(cleaned: Cleaned) -> Cleaned:
    """A text whose lines are each set apart by a blank, sentences broken over them, as one line under the other.

    Where more blanks stand, the rest of them are kept.
    """
    lines = cleaned.text.split("\n")
    if any(line.strip() and following.strip() for line, following in pairwise(lines)):
        return cleaned
    worded = [line.strip() for line in lines if line.strip()]
    if sum(_is_broken(line, following) for line, following in pairwise(worded)) < _BROKEN * len(worded):
        return cleaned
    return cleaned.edited(_first_blanks(lines))


def _first_blanks(lines: Iterable[str]) -> Iterator[Edit]:
    """Take out each blank line that stands right behind words, with the line end before it."""
    end = -1
    for before, line in pairwise(["", *lines]):
        start, end = end, end + 1 + len(line)
        if before.strip() and not line.strip():
            yield start, end, ""


def _is_broken(line: str, following: str) -> bool:
    """Whether a sentence goes on from a line to the next; where letters have no case, from a line long enough."""
    first = following[0]
    if first.islower():
        return line[-1].isalnum()
    caseless = first.isalpha() and first.upper() == first.lower()
    return caseless and line[-1].isalnum() and _SHORTEST <= len(line) <= _LONGEST


#: What a text is cleaned of, step by step.
CLEANING: tuple[Step, ...] = (with_line_ends, unwrapped, unquoted, composed, single_spaced)


def clean(text: str, steps: Iterable[Step] = CLEANING) -> Cleaned:
    """A file's text in plain signs, its lines one below the other, without what other programs put round its words.

    >>> clean("**1.** _Recalls_ [70/1](https://docs.un.org/A/RES/70/1)&nbsp;of 2015").text
    '1. Recalls 70/1\\xa0of 2015'
    >>> clean("> Recalls\\r\\n> it").text
    'Recalls\\nit'
    >>> clean("\ufb01nancial o\ufb03ces, Re\u0301publique, Gen\u00aderal, \ufe97\ufe8e").text
    'financial offices, République, General, تا'
    """
    cleaned = Cleaned.of(text)
    for step in steps:
        cleaned = step(cleaned)
    return cleaned
