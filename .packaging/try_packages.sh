#!/bin/sh
# try_packages.sh DIRECTORY: installs the packages of a directory in a clean Debian 12, with what they depend on and no
# more, and uses them there. As root.
set -eu

packages=$(CDPATH='' cd -- "$1" && pwd)
sources=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

mmdebstrap --quiet --variant=apt --skip=cleanup/apt/lists bookworm "$root"
mkdir "$root/tmp/packages"
cp "$packages"/*.deb "$root/tmp/packages"
cp "$sources"/tests/data/referrals.json "$sources"/tests/examples/filter.c "$sources"/tests/examples/readme.cpp "$root/tmp"

# inside COMMAND: in the clean system.
inside() {
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C sh -ec "$1"
}
install='apt-get install -qq -y --no-install-recommends -o Dpkg::Use-Pty=0'

inside "$install /tmp/packages/tamis_*.deb >/dev/null"
inside 'tamis --version'
[ "$(inside "tamis filter \"status eq 'Closed' and details/dealValue gt 1000000\" --output count /tmp/referrals.json")" = 3 ]

inside "$install /tmp/packages/libtamis*.deb gcc libc6-dev pkg-config >/dev/null"
inside 'cd /tmp && gcc -std=c99 filter.c -o c_example $(pkg-config --cflags --libs tamis_c) && ./c_example'

inside "$install g++ >/dev/null"
inside 'cd /tmp && g++ -std=c++20 readme.cpp -o cpp_example $(pkg-config --cflags --libs tamis) && ./cpp_example'
inside 'apt-get remove -qq -y -o Dpkg::Use-Pty=0 tamis libtamis-dev libtamis-c0 >/dev/null && ! ls /usr/lib/*/libtamis* 2>/dev/null'
echo 'the packages work in a clean Debian 12'
