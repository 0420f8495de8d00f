#!/bin/sh
# Starts the app in its container. SECRETS_TOML has what would stand in .streamlit/secrets.toml, as a platform
# hands it over: it becomes that file in the home folder, and no process that the app starts inherits it.
set -eu
if [ -n "${SECRETS_TOML:-}" ]; then
    mkdir -p "$HOME/.streamlit"
    (umask 077 && printf '%s\n' "$SECRETS_TOML" >"$HOME/.streamlit/secrets.toml")
    unset SECRETS_TOML
fi
exec python -m streamlit run streamlit_app.py "$@"
