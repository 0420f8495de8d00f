"""A memory's events and records, taken out of one memory and put into another."""
