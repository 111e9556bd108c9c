"""Run targets under atheris (libFuzzer): `python -m tests.guided SECONDS [TARGET ...]` (`make fuzz-guided`).

Each target begins from its seeds in `tests/files/guided/` and runs in a process of its own. What breaks it is written
to the folder of today's work and named; a cut-down copy belongs among the seeds.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "files" / "guided"
NAMES = ("symbols", "iris", "parameters", "negotiation", "text", "xml", "word", "pdf")


def run_target(name: str, arguments: list[str]) -> None:
    """Feed a target in this process, until the fuzzer ends it."""
    import atheris

    with atheris.instrument_imports(include=["lod"]):
        from tests.guided.targets import TARGETS
    target = TARGETS[name]
    atheris.Setup([sys.argv[0], *arguments], target)
    atheris.Fuzz()


def main(seconds: int, names: list[str]) -> int:
    """How many targets failed; what was found stands in the folder that is printed."""
    found, failed = Path(tempfile.mkdtemp(prefix="guided-")), 0
    for name in names or NAMES:
        (corpus := found / f"{name}.corpus").mkdir()
        options = (
            f"-max_total_time={seconds}",
            "-timeout=60",
            "-rss_limit_mb=3000",
            f"-artifact_prefix={found}/{name}-",
        )
        command = (sys.executable, "-m", "tests.guided", "--target", name, corpus, SEEDS / name, *options)
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
        told = [line for line in done.stderr.splitlines() if line.startswith(("#", "Done"))]
        print(f"{name}: {'holds' if done.returncode == 0 else 'FAILS'}; {told[-1] if told else done.stderr[-300:]}")
        if done.returncode:
            failed += 1
            print(done.stderr[-2000:])
    print(f"inputs that were found: {found}")
    return failed


if __name__ == "__main__":
    if sys.argv[1] == "--target":
        run_target(sys.argv[2], sys.argv[3:])
    else:
        sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
