"""Running a command as a person does, in this process."""

from click.testing import CliRunner, Result

from lod.cli.main import main


def lod(*arguments: object, given: str | None = None) -> Result:
    """What `lod ARGUMENTS` prints and its exit status; `given` is its standard input."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)
