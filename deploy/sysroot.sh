#!/usr/bin/env bash
# Makes obj/sysroot-ARCHITECTURE: the C library of Debian 11 (glibc 2.31) with its headers, from the mirror that is set up here. What
# is linked against it runs on it and on all later ones. With libstdc++ and OpenSSL, so that tests/arm64.sh can run it there.
# deploy/sysroot.sh amd64|arm64. Needs apt-get, as root; one that is there is not made again.
set -euo pipefail
cd "$(dirname "$0")/.."
architecture=$1
sysroot=$PWD/obj/sysroot-$architecture
[ ! -e "$sysroot/usr/include/stdlib.h" ] || exit 0

mirror=$(apt-get indextargets --format '$(SITE) $(RELEASE)' 'Component: main' | awk '!/security/ && !found++ { print $1 }')
apt=$PWD/obj/apt
rm -rf "$apt" "$sysroot"
mkdir -p "$apt"/lists/partial "$apt"/cache/archives/partial "$apt"/packages "$apt/root"
echo "deb $mirror bullseye main" >"$apt/sources.list"
options=(-o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$apt/lists"
    -o Dir::Cache="$apt/cache" -o APT::Sandbox::User=root -o Dir::State::Status=/dev/null -o APT::Architecture="$architecture")
apt-get -q "${options[@]}" update
(cd "$apt/packages" && apt-get -q "${options[@]}" download \
    libc6 libc6-dev linux-libc-dev libgcc-10-dev libgcc-s1 zlib1g zlib1g-dev libcrypt1 libcrypt-dev libstdc++6 libssl1.1)
for package in "$apt"/packages/*.deb; do dpkg-deb -x "$package" "$apt/root"; done
find "$apt/root" -type l | while read -r link; do
    target=$(readlink "$link")
    case $target in /*) ln -sfn "$sysroot$target" "$link" ;; esac
done
mv "$apt/root" "$sysroot"
