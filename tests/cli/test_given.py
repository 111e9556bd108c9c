"""Commands over a text that is given: on standard input, in each format, and what they say of what they cannot read."""

import pytest

from lod.cli.options import errors_told
from lod.data.files import data
from tests.runner import lod

BUNDLED = data("sources", "A_RES_68_230.txt")


def test_a_text_on_standard_input_is_reported_on() -> None:
    """As a file is; what is no resolution is told among what could not be read."""
    given = lod("report", "-", "--format", "json", given=BUNDLED.read_text(encoding="utf-8"))
    assert given.exit_code == 0
    assert "68/230" in given.output
    nothing = lod("report", "-", given="no resolution at all")
    assert "standard input" in nothing.output + nothing.stderr


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("ris", "TI  - "),
        ("bib", "title = {"),
        ("mods", "<mods"),
        ("dc", "dc:title"),
        ("bibframe", "bibframe"),
        ("akn", "<akomaNtoso"),
        ("jsonld", "@context"),
        ("marcxml-un", "<datafield"),
    ],
)
def test_a_text_is_written_in_other_formats(form: str, words: str) -> None:
    """Records, references, RDF and Akoma Ntoso, each with the resolution's symbol."""
    made = lod("export", BUNDLED, "--format", form)
    assert (made.exit_code, made.stderr) == (0, "")
    assert words in made.output
    assert "68/230" in made.output


def test_what_the_system_refuses_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """With the file, where one is named; a reader that has enough is told nothing."""
    for fault, told in (
        (PermissionError(13, "Permission denied", "x.txt"), "lod: x.txt: Permission denied\n"),
        (OSError("gone"), "lod: gone\n"),
    ):
        with pytest.raises(SystemExit, match="1"), errors_told():
            raise fault
        assert capsys.readouterr().err == told
    with pytest.raises(BrokenPipeError), errors_told():
        raise BrokenPipeError
