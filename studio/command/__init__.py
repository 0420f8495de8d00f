"""What the commands have in common, and the command `python -m studio.memory`."""
