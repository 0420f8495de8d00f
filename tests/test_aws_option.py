"""`--aws`: which tests it chooses, and that it says what they cost before they run."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def collected(*paths: str) -> str:
    """What pytest would run on AWS; nothing is run, so no credentials are needed."""
    command = [sys.executable, "-m", "pytest", "--aws", "--collect-only", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, *paths], cwd=ROOT, capture_output=True, text=True, env=dict(os.environ)
    )
    return done.stdout


def test_the_tests_of_the_api_are_chosen_and_their_cost_is_said() -> None:
    output = collected("tests/api", "tests/test_dependencies.py")
    assert "test_an_event_is_kept_as_it_was_given" in output
    assert "test_dependencies" not in output
    found = re.search(
        r"AWS: (\d+) events, (\d+) records, (\d+) retrievals; .* \$(\d+\.\d+)", output
    )
    assert found
    assert all(int(count) > 0 for count in found.groups()[:3])
    assert 0 < float(found[4]) < 1


def test_without_a_test_of_the_api_nothing_is_chosen() -> None:
    assert "no tests collected" in collected("tests/test_dependencies.py")
