"""The body of a text while it is read: its draft tree, and what the placing rules remember."""

from msgspec import Struct, field

from lod.model.resolution import Finding, Severity
from lod.read.text.chunks import Chunk
from lod.read.text.lines import Line
from lod.read.text.loose_words import NONE_LOOSE, LooseWords
from lod.read.tree.draft_tree import DraftTree
from lod.read.tree.languages import ENGLISH, STOPS, Frame, frames
from lod.read.tree.openers import is_operative, is_preambular

_STOPS = tuple(STOPS)


class TextBody(Struct):
    """What the rules of placing ask and change; `findings` are what a person should look at."""

    frame: Frame
    tree: DraftTree
    numbers: bool  # whether the text numbers its paragraphs
    opened: bool = True  # whether the organ's name stands alone above the paragraphs
    following: str = ""  # how the chunk behind the one that is placed begins
    last_letter: int = 0  # the place in the alphabet of the last paragraph that a letter counts
    counted: int = 0  # the place in the alphabet of the last paragraph of the preamble that a letter counts
    column: int = 0  # where on its line the last paragraph's number stands
    spaced: bool = True  # whether a blank stands before the last entry of a list without labels
    findings: list[Finding] = field(default_factory=list)
    loose: LooseWords = NONE_LOOSE  # what a program took off its line
    joined: list[Line] = field(default_factory=list)  # lines behind a blank that were taken for the rest of a paragraph
    openers: list[tuple[int, int]] = field(default_factory=list)  # where the organ's name opens a lettered part

    @classmethod
    def begin(
        cls, language: str = ENGLISH, numbers: bool = True, opened: bool = True, loose: LooseWords = NONE_LOOSE
    ) -> "TextBody":
        """The body of a text of which nothing is read yet."""
        return cls(frames()[language], DraftTree(language), numbers, opened, loose=loose)

    def opens(self, chunk: Chunk) -> bool:
        """Whether words begin as a preambular paragraph does.

        >>> [TextBody.begin("zh").opens(Chunk.of(words)) for words in ("回顾其决议，", "请秘书长提出报告；")]
        [True, False]
        """
        if self.frame.language == ENGLISH:
            return is_preambular(chunk.first)
        return self.frame.preambular.match(chunk.first) is not None

    def acts(self, chunk: Chunk) -> bool:
        """Whether an unnumbered paragraph is the organ's act: by its verb, in other languages by its end.

        >>> [TextBody.begin("en").acts(Chunk.of(words)) for words in ("Decides to meet", "The meeting")]
        [True, False]
        """
        if not self.opened and self.frame.names_organ(chunk.first):
            return True  # "The General Assembly, taking note of ..., decides": a decision, a statement
        if self.frame.language == ENGLISH:
            return is_operative(chunk.first)
        return not self.numbers and self.tree.untitled is None and chunk.text.endswith(_STOPS)

    def report(self, rule: str, what: str, chunk: Chunk) -> None:
        """Report what a person should compare with the print."""
        where = chunk.lines[0].indent
        self.findings.append(Finding(rule, Severity.WARNING, what, source=where, mend="compare with the printed page"))
