"""Setup: what is connected, whether it is all right, and what can be changed about it."""

from studio.ui import setup
from studio.ui.connection import services

setup.show(services())
