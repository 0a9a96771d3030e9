#!/usr/bin/env bash
# Makes everything that is handed out, in artifacts/: the NuGet packages with their symbols, one archive of the native executable
# for each level of x86-64 processors and one for 64-bit Arm, and the Python wheel with all of these levels of x86-64.
# ./pack.sh [LEVEL …] takes these levels only, such as v3 or arm64. As root on Debian it installs what it needs, and links against the
# C library of Debian 11 (glibc 2.31). Needs x86-64.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
levels=("$@")
[ ${#levels[@]} -gt 0 ] || levels=(v2 v3 v4 arm64)
x64=() arm64=
for level in "${levels[@]}"; do
    if [ "$level" = arm64 ]; then arm64=1; else x64+=("$level"); fi
done

can_install() { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; }
lacks_tools() {
    ! command -v clang >/dev/null || ! [ -e /usr/include/zlib.h ] || ! /usr/bin/python3 -c 'import setuptools, wheel, pip' 2>/dev/null
}
lacks_arm64_tools() { [ -n "$arm64" ] && { ! command -v ld.lld || ! command -v llvm-objcopy; } >/dev/null; }
if lacks_tools && can_install; then
    apt-get update -q && apt-get install -y -q clang zlib1g-dev python3-pip python3-setuptools python3-wheel
fi
if lacks_arm64_tools && can_install; then
    apt-get update -q && apt-get install -y -q lld llvm
fi
if lacks_tools; then
    echo "Native code is linked with clang and zlib, and the wheel is built with pip, setuptools and wheel; some are missing." >&2
    echo "Install clang, zlib1g-dev, python3-pip, python3-setuptools and python3-wheel, then run ./pack.sh again." >&2
    exit 1
fi

# What is linked against an old C library runs on it and on all later ones.
sysroot() { # sysroot amd64|arm64: makes it where that is possible, and tells whether it is there
    ! can_install || deploy/sysroot.sh "$1"
    [ -e "obj/sysroot-$1/usr/include/stdlib.h" ]
}
if [ ${#x64[@]} -gt 0 ]; then
    if sysroot amd64; then
        export SYSROOT=$PWD/obj/sysroot-amd64
    else
        echo "Linking against this system's own C library: what is built will need it, or a later one." >&2
    fi
fi
if [ -n "$arm64" ] && { lacks_arm64_tools || ! sysroot arm64; }; then
    echo "For 64-bit Arm, native code is linked with lld and llvm-objcopy, against the C library of Debian 11; some are missing." >&2
    echo "Run ./pack.sh as root on Debian, or leave 64-bit Arm out: ./pack.sh v2 v3 v4." >&2
    exit 1
fi

rm -rf artifacts python/tercet/lib python/tercet/bin python/build
for project in Tercet Tercet.Files Tercet.Vision Tercet.Torch Tercet.Cli Tercet.Train; do
    dotnet pack "src/$project" -c Release -o artifacts
done

# The licences of what the executable carries.
licences() {
    local packages package file
    packages=$(dotnet nuget locals global-packages --list | sed 's/.*: //')
    mkdir -p "$1"
    cp LICENSE "$1/Tercet.txt"
    cp src/Tercet.CommandLine/Reports/Fonts/LICENSE.txt "$1/OpenSans.txt"
    for package in Microsoft.ML.OnnxRuntime SkiaSharp HarfBuzzSharp ParquetSharp; do
        for file in "$packages/${package,,}"/*/{LICENSE,LICENSE.txt,ThirdPartyNotices.txt}; do
            [ ! -e "$file" ] || cp "$file" "$1/$package-$(basename "$file" .txt).txt"
        done
    done
}

version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
mkdir -p python/tercet/bin
for level in "${levels[@]}"; do
    if [ "$level" = arm64 ]; then
        name=tercet-$version-linux-arm64
        options=(-r linux-arm64 -p:LinkerFlavor=lld -p:SysRoot="$PWD/obj/sysroot-arm64")
    else
        name=tercet-$version-linux-x64-$level
        options=(-r linux-x64 -p:IlcInstructionSet="x86-64-$level" ${SYSROOT:+-p:SysRoot="$SYSROOT"})
    fi
    dotnet publish src/Tercet.Cli -c Release -p:PublishAot=true "${options[@]}" -o "artifacts/$name"
    rm -f "artifacts/$name"/*.dbg
    if [ "$level" != arm64 ]; then
        cp "artifacts/$name"/*.so python/tercet/bin
        cp "artifacts/$name/tercet" "python/tercet/bin/tercet-$level"
    fi
    cp README.md "artifacts/$name"
    licences "artifacts/$name/licences"
    tar -C artifacts -czf "artifacts/$name.tar.gz" "$name"
    rm -rf "artifacts/${name:?}"
done

if [ ${#x64[@]} -gt 0 ]; then
    python/build.sh "${x64[@]}"
    licences python/tercet/licences
    /usr/bin/python3 -m pip wheel ./python --no-deps --no-build-isolation --disable-pip-version-check -q -w artifacts
    /usr/bin/python3 python/check_wheel.py artifacts/tercet-*.whl
fi
rm -rf python/tercet/bin python/tercet/licences python/build python/*.egg-info
ls -l artifacts
