#!/usr/bin/env bash
# Assembles the file system of the container image: the tool, the shared libraries of this system that it needs, and nothing else,
# no shell either. deploy/root.sh [ARCHIVE [FOLDER]]: the archive is the native executable as ./pack.sh v3 makes it; the folder,
# artifacts/root by default, is made anew. Needs Linux on x86-64 with OpenSSL 3, which the tool loads to compute SHA-256.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "$1" >&2; exit 1; }

version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
archive=${1:-artifacts/tercet-$version-linux-x64-v3.tar.gz}
root=${2:-artifacts/root}
[ -f "$archive" ] || fail "$archive: no such file. Make it with ./pack.sh v3, or name another archive."
[ ! -e "$root" ] || [ -d "$root/opt/tercet" ] || fail "$root exists and is not what this makes. Remove it, or name another folder."

rm -rf "$root"
mkdir -p "$root/opt/tercet" "$root/etc" "$root/data"
mkdir -m 1777 "$root/tmp"
tar -xzf "$archive" -C "$root/opt/tercet" --strip-components=1 --no-same-owner
[ -f "$root/opt/tercet/tercet" ] || fail "$archive holds no executable 'tercet'. Expected what ./pack.sh v3 makes."
rm -f "$root/opt/tercet/README.md"
chmod -R u=rwX,go=rX "$root/opt/tercet"
chmod 755 "$root/opt/tercet/tercet"
! command -v strip >/dev/null || strip --strip-unneeded "$root/opt/tercet/"*.so # symbols of SkiaSharp and HarfBuzz: 2 MB

# The last one is loaded by name while the tool runs, where ldd does not see it.
libraries() {
    ldd "$root/opt/tercet/tercet" "$root/opt/tercet/"*.so |
        awk '/not found/ { print "missing: " $1 > "/dev/stderr"; exit 1 } $2 == "=>" { print $3 } $1 ~ /^\// && $2 ~ /^\(/ { print $1 }'
    ldconfig -p | awk '/libssl\.so\.3 .*x86-64/ { print $NF; exit }'
    ldconfig -p | awk '/libcrypto\.so\.3 .*x86-64/ { print $NF; exit }'
}
found=$(libraries) || fail "a library that the tool needs is missing here."
for name in libc.so.6 libstdc++.so.6 libssl.so.3 libcrypto.so.3; do
    grep -q "/$name\$" <<<"$found" || fail "$name is missing here. On Debian: apt-get install libc6 libstdc++6 libssl3."
done
for library in $(sort -u <<<"$found"); do
    install -D -m 755 "$(readlink -f "$library")" "$root$library"
done

# Under which licences the libraries come, where the system says so.
for package in libc6 libgcc-s1 libstdc++6 libssl3 libssl3t64; do
    for file in "/usr/share/doc/$package/copyright"; do
        [ ! -e "$file" ] || install -D -m 644 "$file" "$root/opt/tercet/licences/$package.txt"
    done
done

echo 'tercet:x:65532:65532:tercet:/tmp:/sbin/nologin' >"$root/etc/passwd"
echo 'tercet:x:65532:' >"$root/etc/group"
du -sh --apparent-size "$root"
