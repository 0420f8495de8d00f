"""Extraction with a language model, where one is configured."""
