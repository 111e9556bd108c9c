"""Running a command as a person does, in this process."""

from functools import cache

from click.testing import CliRunner, Result

from lod.cli.main import main
from lod.data.files import share
from lod.publish.pages.environment import environment
from tests.samples import bundled_annotations


def lod(*arguments: object, given: str | None = None) -> Result:
    """What `lod ARGUMENTS` prints and its exit status; `given` is its standard input.

    A build has one process where the test does not say how many: two tests run at once, and most builds are small.
    """
    if arguments[:1] == ("build",):
        _load_what_builds_need()
        arguments = arguments if "--jobs" in arguments or "--scheduler" in arguments else (*arguments, "--jobs", 1)
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)


@cache
def _load_what_builds_need() -> None:
    """Compile templates and rules here once: each process of a build is forked from this one, and would again."""
    bundled_annotations()
    for template in sorted(share("site", "templates").glob("*.html")):
        environment().get_template(template.name)
