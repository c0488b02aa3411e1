#!/bin/sh
# Sees to a Chromium for the browser tests: tools/setup-browser.sh
# The names are those of tests/support/browser.py.
set -eu

[ -n "${CHROMIUM:-}" ] && exit 0
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null && exit 0
done

if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=sudo
else
    as_root=none
fi
if [ "$as_root" = none ] || ! command -v apt-get >/dev/null; then
    echo "The browser tests need Chromium: install Chromium or Chrome (Debian: apt-get install chromium)," >&2
    echo "or name one: make CHROMIUM=/path/to/chromium test" >&2
    exit 1
fi
echo "installing Chromium"
$as_root apt-get update -qq
$as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core >/dev/null
