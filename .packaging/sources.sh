#!/bin/sh
# Fetches the sources of libraries from Debian 12: sources.sh DIRECTORY PACKAGE…
# They are for targets for which Debian has no compiled library (Windows, WebAssembly); .cmake/from_sources.cmake builds
# them. Each is unpacked in DIRECTORY/PACKAGE, with Debian's patches; what is there already is not fetched again. Needs
# apt, dpkg-dev, and for re2 make, perl, python3-six and unicode-data; root it does not need, and what apt knows of this
# system's packages it leaves alone.
set -eu

directory=$1
shift
missing=
for package in "$@"; do
    [ -d "$directory/$package" ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

mkdir -p "$directory"
directory=$(CDPATH='' cd -- "$directory" && pwd)
state=$(mktemp -d) # inside it also what is unpacked, until it is whole
trap 'rm -rf "$state"' EXIT
mkdir -p "$state/lists/partial" "$state/archives/partial" "$state/sources"
cat >"$state/debian.sources" <<'SOURCES'
Types: deb-src
URIs: http://deb.debian.org/debian
Suites: bookworm
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
apt() {
    apt-get -qq -o Dir::Etc::SourceList="$state/debian.sources" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::State::lists="$state/lists" -o Dir::Cache="$state" -o Dir::Cache::archives=archives \
        -o APT::Sandbox::User= "$@" >&2
}
apt update
(cd "$state/sources" && apt source $missing)
case $missing in
    *' re2'*) # Debian makes these files of the Unicode tables that it has
        (cd "$state/sources"/re2-*/ && PATH="/usr/bin:$PATH" make -s REBUILD_TABLES=1 \
            re2/perl_groups.cc re2/unicode_casefold.cc re2/unicode_groups.cc)
        ;;
esac
for package in $missing; do
    rm -rf "$directory/$package.new"
    cp -R "$state/sources/$package"-*/ "$directory/$package.new" # the directory may be on another disk
    mv "$directory/$package.new" "$directory/$package"
done
