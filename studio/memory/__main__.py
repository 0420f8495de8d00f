"""`python -m studio.memory`: what a memory holds, on the command line."""

import sys

from studio.command.memory import main

if __name__ == "__main__":
    sys.exit(main())
