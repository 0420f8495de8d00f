"""The proof that an agent remembers, step by step: played, checked and reported."""
