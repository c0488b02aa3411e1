#!/bin/sh
# Makes .venv with everything that development needs: tools/setup-python.sh
# $PYTHON names an interpreter; otherwise the first one that is new enough.
set -eu
cd "$(dirname "$0")/.."

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for name in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
        if [ -n "$name" ] && command -v "$name" >/dev/null && new_enough "$name"; then
            echo "$name"
            return
        fi
    done
    echo "Python 3.11 or newer was not found: install it, or name it: make PYTHON=/path/to/python" >&2
    exit 1
}

# Debian keeps venv in a package of its own.
install_venv() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends python3-venv >/dev/null
    else
        echo "$1 cannot make a virtual environment: install its venv module (Debian: python3-venv)" >&2
        exit 1
    fi
}

if [ ! -x .venv/bin/pip ]; then
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null || install_venv "$python"
    echo "setting up .venv with $("$python" --version)"
    "$python" -m venv .venv
fi
.venv/bin/pip install --quiet --disable-pip-version-check --editable '.[dev,docs,bench]'
touch .venv/installed
