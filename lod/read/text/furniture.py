"""Page furniture of any printer, by repetition: what counts up from page to page, and what recurs beside it.

Reads: the words of lines, and which are furniture already. Writes: which more are, and where pages begin. The running
heads of the Organization's own documents are told by their symbol and title; browsers, word processors and other
programs print page numbers, addresses and dates of their own.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import pairwise

from lod.data.files import data, read_toml
from lod.read.tree.endings import is_stopped
from lod.read.tree.languages import squeeze

_DIGIT, _NUMBER = re.compile(r"\d"), re.compile(r"\d+")
_PLAIN_DIGIT, _PLAIN_NUMBER = re.compile("[0-9]"), re.compile("[0-9]+")  # found sooner, where no others can stand
_SECOND = "2"  # the only number that a document of two pages prints
_LABEL = re.compile(r"\(?#[.)]")  # a paragraph's or a point's number, alone on its line
_NOTES_RULE = re.compile(r"[_—⎯-]{5,}")
_MARK = " #/"  # a note's mark, as texts were typed: "2023, 1/"
_ADDRESS = "://"
#: "12/20/36, 10:41 AM", figures as "#": when a browser printed a page.
_STAMP = re.compile(r"^#[/.]#[/.]#,?\s#:#")
_HOUR = 4  # letters that a date in figures has, at most: "7:00 AM"
_TELLING = 12  # letters that a title has, at least, to be known in a line
_RUNS = "REGSIVX0123456789"  # how such a title begins, by its words, a section's number or the page's
_RUNNING = 160  # characters of a running title, at most
_FIGURES = 4  # of a page's number, at most
_SHORT = 40  # characters of a line that holds a page's number and no title, at most
_FIRST = (1, 2, 3)  # the numbers of the first page that prints one
_LEAST, _USUAL = 5, 15  # lines of words between two pages' numbers, at least, and at least mostly
_MOST = 0.6  # share of pages that a running line stands on, at least
_REACH = 3  # lines of words beside a page's number that may be running ones


def find_furniture(texts: Sequence[str], known: Set[int], title: str, headed: bool = False) -> set[int]:
    """The indexes of lines that are page furniture beside the `known` ones; `title` is squeezed.

    `headed` tells that running heads are among the known ones: then nothing else runs beside them.

    >>> words = [f"Aware of {n} rivers," for n in range(50)]
    >>> sorted(find_furniture([*words[:20], "Page 1", *words[20:40], "Page 2", *words[40:]], set(), ""))
    [20, 41]
    """
    worded = [at for at, text in enumerate(texts) if text]
    short = [at for at in worded if len(texts[at]) <= _SHORT and at not in known]
    by_form = _by_form()
    found = {at for at in short if by_form.fullmatch(texts[at])}
    found |= {at for at in short if texts[at] == _SECOND and _is_amid_words(texts, worded, at)}
    found |= {at for at in worded if texts[at][0] in _RUNS and _is_running(texts[at])}
    found |= _last_number(texts, worded)
    for form, places in _alike(texts, worded, known, len(title)).items():
        rows = [list(map(int, _NUMBER.findall(texts[at]))) for at in places]
        runs = (_counts_up(rows) and _may_count(form, title)) or (_is_same(rows) and _may_repeat(form, title))
        if (runs or _STAMP.search(form)) and _is_apart([bisect_left(worded, at) for at in places]):
            found.update(places)
    anchors = found if headed else found | known
    return found | _beside(texts, sorted(anchors), known | found)


def page_starts(furniture: Iterable[int], texts: Sequence[str]) -> Iterator[int]:
    """The indexes of lines behind each block of furniture, blanks within it."""
    for at, following in pairwise([*sorted(furniture), len(texts)]):
        if any(texts[at + 1 : following]):
            yield at + 1


@cache
def furniture_words(key: str) -> tuple[str, ...]:
    """The words of one list of `lod/data/reading/furniture.toml`.

    >>> furniture_words("of")[:2]
    ('of', 'de')
    """
    return tuple(read_toml(data("reading", "furniture.toml"))[key])


@cache
def language_names() -> re.Pattern[str]:
    """The line that names a text's language, below a running head: "ENGLISH"."""
    return re.compile("|".join(furniture_words("languages")), re.IGNORECASE)


@cache
def _page_words() -> re.Pattern[str]:
    """What stands beside a page's number, figures as "#": nothing, signs, words for the page."""
    words = "|".join((*furniture_words("pages"), *furniture_words("of")))
    return re.compile(rf"[\W#]*(?:(?:{words})[\W#]*){{0,4}}", re.IGNORECASE)


@cache
def _by_form() -> re.Pattern[str]:
    """A page's number by its form alone, where it may stand once: "Page 2", "2 of 9", "- 2 -"."""
    page, of = "|".join(word for word in furniture_words("pages") if len(word) > 2), "|".join(furniture_words("of"))
    return re.compile(
        rf"(?:{page})\.?\s\d{{1,3}}(?:\s(?:{of})\s\d{{1,3}})?|\d{{1,3}}\s(?:{of})\s\d{{1,3}}|[-–—]\s?\d{{1,3}}\s?[-–—]",
        re.IGNORECASE,
    )


@cache
def _running() -> re.Pattern[str]:
    """A running title of a volume, its page's number beside it."""
    titles = "|".join(furniture_words("running"))
    return re.compile(rf"(?:\d{{1,3}}\s+)?(?:[IVX]+\.\s+)?(?:{titles})\W?(?:\s*\d{{1,3}})?")


def _is_running(text: str) -> bool:
    """Whether a line is the running title of a volume of resolutions.

    >>> _is_running("Resolutions adopted on the reports of the First Committee 37"), _is_running("Resolutions adopted")
    (True, False)
    """
    told = len(text) <= _RUNNING and ("adopted" in text or "ession" in text or "ear" in text)
    return told and _running().fullmatch(text) is not None


def _last_number(texts: Sequence[str], worded: Sequence[int]) -> set[int]:
    """The number of a page that ends a text, below a finished sentence."""
    if len(worded) < _LEAST or not texts[worded[-1]].isdecimal() or len(texts[worded[-1]]) > _FIGURES:
        return set()
    return {worded[-1]} if is_stopped(texts[worded[-2]]) else set()


def _is_amid_words(texts: Sequence[str], worded: Sequence[int], at: int) -> bool:
    """Whether a line stands amid a sentence: there it is no row of a table."""
    n = bisect_left(worded, at)
    if not 0 < n < len(worded) - 1:
        return False
    return texts[worded[n - 1]][-1].isalnum() and texts[worded[n + 1]][0].islower()


def _alike(texts: Sequence[str], worded: Sequence[int], known: Set[int], title: int) -> dict[str, list[int]]:
    """Where lines with numbers stand that differ by these only, by what they have in common.

    Lines too long for a page's number are left out, but those as long as a title of `title` letters, and addresses.
    """
    found: dict[str, list[int]] = defaultdict(list)
    before, longest = "", 1.3 * title + _SHORT
    for at in worded:
        text, above, before = texts[at], before, texts[at]
        length = len(text)
        if not (length <= _SHORT or title <= length <= longest or _ADDRESS in text):
            continue
        digit, number = (_PLAIN_DIGIT, _PLAIN_NUMBER) if text.isascii() else (_DIGIT, _NUMBER)
        if not digit.search(text):
            continue
        if text.isdecimal() and _NOTES_RULE.fullmatch(above):
            continue  # a note's number, its words below it
        if at not in known:
            found[number.sub("#", text)].append(at)
    return {form: places for form, places in found.items() if len(places) > 1}


def _may_count(form: str, title: str) -> bool:
    """Whether a line whose number counts up may be a page's: by its words, as an address, as the title."""
    if _LABEL.fullmatch(form) or form.endswith(_MARK):
        return False
    return _page_words().fullmatch(form) is not None or _ADDRESS in form or squeeze(form) == _NUMBER.sub("", title)


def _may_repeat(form: str, title: str) -> bool:
    """Whether a line that is the same on every page may be a running one: the title with a date.

    Addresses are none: notes repeat them.
    """
    words, bare = squeeze(form), _NUMBER.sub("", title)
    return len(title) >= _TELLING and bare in words and len(words) <= len(bare) + _HOUR


def _counts_up(rows: Sequence[Sequence[int]]) -> bool:
    """Whether one of the numbers counts by one from line to line, from the first pages on."""
    columns = zip(*rows, strict=True)
    return any(column[0] in _FIRST and all(b == a + 1 for a, b in pairwise(column)) for column in columns)


def _is_same(rows: Sequence[Sequence[int]]) -> bool:
    return all(row == rows[0] for row in rows)


def _is_apart(ranks: Sequence[int]) -> bool:
    """Whether lines of words stand as far from each other as pages do; the last of several pages may be short."""
    gaps = [b - a for a, b in pairwise(ranks)]
    whole = sorted(gaps[:-1] or gaps)
    return whole[0] >= _LEAST and whole[len(whole) // 2] >= _USUAL


def _beside(texts: Sequence[str], anchors: Sequence[int], taken: Set[int]) -> set[int]:
    """Lines that stand beside the furniture of most pages with the same words."""
    found: dict[str, set[int]] = defaultdict(set)
    for anchor in anchors:
        for at in (*_near(texts, anchor, -1, taken), *_near(texts, anchor, 1, taken)):
            found[squeeze(texts[at])].add(at)
    least = max(2, _MOST * sum(1 for _ in page_starts(anchors, texts)))
    return {at for words, places in found.items() if words and len(places) >= least for at in places}


def _near(texts: Sequence[str], anchor: int, step: int, taken: Set[int]) -> Iterator[int]:
    """The lines of words nearest to furniture on one side, at most two blanks apart."""
    at, words, blanks = anchor + step, 0, 0
    while 0 <= at < len(texts) and at not in taken and words < _REACH and blanks < 3:
        blanks = 0 if texts[at] else blanks + 1
        if texts[at]:
            words += 1
            yield at
        at += step
