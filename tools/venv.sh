#!/bin/sh
# Makes .venv and installs into it what `run` or `dev` needs; says nothing and is quick when all is there.
# Usage: sh tools/venv.sh run|dev      PYTHON=/path/to/python picks the interpreter of a new environment.
set -eu
cd -- "$(dirname -- "$0")/.."

kind=${1:-run}
case $kind in
    run) requirements=requirements.txt ;;
    dev) requirements=requirements-dev.txt ;;
    *) echo "usage: sh tools/venv.sh run|dev" >&2; exit 2 ;;
esac

venv=.venv
stamp=$venv/installed-$kind
unfinished=$venv/installing

fingerprint() { # requirements-dev.txt includes requirements.txt, so both kinds depend on it
    cat requirements.txt "$1" constraints.txt | cksum
}
wanted=$(fingerprint "$requirements")

works() { # a version manager's shim can exist and still not run; Debian splits ensurepip off
    "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        if works "$PYTHON"; then echo "$PYTHON"; return; fi
        echo "PYTHON=$PYTHON is not a Python 3.11 or newer with venv and pip." >&2
        return 1
    fi
    for candidate in python3.13 python3.12 python3.11 python3 python; do
        if works "$candidate"; then echo "$candidate"; return; fi
    done
    echo "Python 3.11 or newer with venv and pip is needed, and none was found on the PATH." >&2
    echo "Install one (Debian, Ubuntu: apt install python3-venv; macOS: brew install python)" >&2
    echo "or name it: PYTHON=/path/to/python make run" >&2
    return 1
}

make_environment() {
    python=$(find_python)
    echo "Making $venv with $("$python" --version) ..."
    rm -rf "$venv"
    mkdir "$venv"
    touch "$unfinished"
    "$python" -m venv "$venv"
}

# A removed or upgraded base Python leaves a .venv that no longer runs: then all is made anew.
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && "$venv/bin/python" -c '' 2>/dev/null; then
    exit 0
fi
# pip takes a package whose copying was cut off for an installed one: after an interruption start afresh.
if [ -f "$unfinished" ] || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    make_environment
fi
rm -f "$stamp"
touch "$unfinished"
echo "Installing $requirements (once; a minute or two, several hundred megabytes) ..."
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
    --requirement "$requirements" --constraint constraints.txt
rm -f "$unfinished"
fingerprint requirements.txt >"$venv/installed-run" # dev has all that run needs
echo "$wanted" >"$stamp"
