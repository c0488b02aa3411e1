#!/bin/sh
# Downloads the packages of packages.txt with apt (Debian 12; newer versions serve too, but give other
# texts) and unpacks each into a folder of its own:  get_packages.sh TARGET
set -eu
list=$(cd "$(dirname "$0")" && pwd)/packages.txt
mkdir -p "$1" && cd "$1"
cut -f1 "$list" | while read -r name; do
    apt-get download "$name"
    mkdir -p "$name"
    dpkg -x "$name"_*.deb "$name"
    rm "$name"_*.deb
done
