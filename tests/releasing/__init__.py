"""What a release is made of and how it is checked: distributions, locks, bill of materials, provenance.

`python -m tests.releasing` (`make release`) makes all of it in `dist/` and runs the checks; no part of the installed
package.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
