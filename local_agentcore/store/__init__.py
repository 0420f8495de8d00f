"""The store: one SQLite file, plain SQL, one module a noun; all SQL of the project is here."""
