#!/usr/bin/env bash
# Makes everything that is handed out, in artifacts/: the NuGet packages with their symbols, one archive of the native executable
# for each level of x86-64 processors, and the Python wheel with all of these levels. ./pack.sh [LEVEL …] takes these levels only,
# such as v3. As root on Debian it installs what it needs, and links against the C library of Debian 11 (glibc 2.31).
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
levels=("$@")
[ ${#levels[@]} -gt 0 ] || levels=(v2 v3 v4)

can_install() { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; }
lacks_tools() {
    ! command -v clang >/dev/null || ! [ -e /usr/include/zlib.h ] || ! /usr/bin/python3 -c 'import setuptools, wheel, pip' 2>/dev/null
}
if lacks_tools && can_install; then
    apt-get update -q && apt-get install -y -q clang zlib1g-dev python3-pip python3-setuptools python3-wheel
fi
if lacks_tools; then
    echo "Native code is linked with clang and zlib, and the wheel is built with pip, setuptools and wheel; some are missing." >&2
    echo "Install clang, zlib1g-dev, python3-pip, python3-setuptools and python3-wheel, then run ./pack.sh again." >&2
    exit 1
fi

# What is linked against an old C library runs on it and on all later ones. Debian 11's comes from the mirror that is set up here.
sysroot=$PWD/obj/sysroot
make_sysroot() {
    local mirror apt
    mirror=$(apt-get indextargets --format '$(SITE) $(RELEASE)' 'Component: main' | awk '!/security/ && !found++ { print $1 }')
    apt=$PWD/obj/apt
    rm -rf "$apt" "$sysroot"
    mkdir -p "$apt"/lists/partial "$apt"/cache/archives/partial "$apt"/packages "$apt/root"
    echo "deb $mirror bullseye main" >"$apt/sources.list"
    options=(-o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$apt/lists"
        -o Dir::Cache="$apt/cache" -o APT::Sandbox::User=root -o Dir::State::Status=/dev/null)
    apt-get -q "${options[@]}" update
    (cd "$apt/packages" && apt-get -q "${options[@]}" download \
        libc6 libc6-dev linux-libc-dev libgcc-10-dev libgcc-s1 zlib1g zlib1g-dev libcrypt1 libcrypt-dev)
    local package link target
    for package in "$apt"/packages/*.deb; do dpkg-deb -x "$package" "$apt/root"; done
    mv "$apt/root" "$sysroot"
    find "$sysroot" -type l | while read -r link; do
        target=$(readlink "$link")
        case $target in /*) ln -sfn "$sysroot$target" "$link" ;; esac
    done
}
[ -e "$sysroot/usr/include/stdlib.h" ] || ! can_install || make_sysroot
if [ -e "$sysroot/usr/include/stdlib.h" ]; then
    export SYSROOT=$sysroot
else
    echo "Linking against this system's own C library: what is built will need it, or a later one." >&2
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
    name=tercet-$version-linux-x64-$level
    dotnet publish src/Tercet.Cli -c Release -r linux-x64 -p:PublishAot=true -p:IlcInstructionSet="x86-64-$level" \
        ${SYSROOT:+-p:SysRoot="$SYSROOT"} -o "artifacts/$name"
    rm -f "artifacts/$name"/*.dbg
    cp "artifacts/$name"/*.so python/tercet/bin
    cp "artifacts/$name/tercet" "python/tercet/bin/tercet-$level"
    cp README.md "artifacts/$name"
    licences "artifacts/$name/licences"
    tar -C artifacts -czf "artifacts/$name.tar.gz" "$name"
    rm -rf "artifacts/${name:?}"
done

python/build.sh "${levels[@]}"
licences python/tercet/licences
/usr/bin/python3 -m pip wheel ./python --no-deps --no-build-isolation --disable-pip-version-check -q -w artifacts
/usr/bin/python3 python/check_wheel.py artifacts/tercet-*.whl
rm -rf python/tercet/bin python/tercet/licences python/build python/*.egg-info
ls -l artifacts
