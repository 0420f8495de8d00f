"""What a killed server loses: nothing that it acknowledged, and nothing is learned twice.

    python -m benchmarks.durability --kills 20 --writers 4 --servers 1

Writers repeat each CreateEvent with its client token until it is acknowledged, as an AWS client
does, while the server under them is killed by SIGKILL at random moments and started again on the
same folder.
"""

import argparse
import tempfile
import time
from pathlib import Path

from tests.durability import survive


def main() -> None:
    """Run, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--servers", type=int, default=1, help="on one folder at the same time")
    parser.add_argument("--seconds", type=float, default=1.5, help="between kills, on average")
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = survive(
            Path(folder),
            kills=given.kills,
            writers=given.writers,
            seconds_between=given.seconds,
            servers=given.servers,
        )
    print(f"kills                      {found.kills}")
    print(f"events acknowledged        {found.acknowledged}")
    print(f"  found again              {found.acknowledged - len(found.lost)}")
    print(f"  found more than once     {len(found.doubled)}")
    print(f"  found, never sent        {len(found.unknown)}")
    print(f"statements to be learned   {found.to_learn}")
    print(f"  learned                  {found.learned}")
    print(f"  learned more than once   {len(found.learned_twice)}")
    print(f"seconds                    {time.monotonic() - began:.0f}")


if __name__ == "__main__":
    main()
