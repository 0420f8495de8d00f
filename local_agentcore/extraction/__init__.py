"""Extraction: events become memory records, behind the answer, one module a strategy."""
