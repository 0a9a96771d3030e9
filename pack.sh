#!/usr/bin/env bash
# Makes everything that is handed out, in artifacts/: the NuGet packages with their symbols, and one archive of the native
# executable for each level of x86-64 processors. ./pack.sh [LEVEL …] makes archives for these levels only, such as v3.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
levels=("$@")
[ ${#levels[@]} -gt 0 ] || levels=(v2 v3 v4)

needs_native_tools() { ! command -v clang >/dev/null || ! [ -e /usr/include/zlib.h ]; }
if needs_native_tools && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    apt-get update -q && apt-get install -y -q clang zlib1g-dev
fi
if needs_native_tools; then
    echo "Native executables are linked with clang and zlib, which are missing. Install clang and zlib1g-dev, then run ./pack.sh again." >&2
    exit 1
fi

rm -rf artifacts
for project in Tercet Tercet.Files Tercet.Vision Tercet.Torch Tercet.Cli Tercet.Train; do
    dotnet pack "src/$project" -c Release -o artifacts
done

version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
for level in "${levels[@]}"; do
    name=tercet-$version-linux-x64-$level
    dotnet publish src/Tercet.Cli -c Release -r linux-x64 -p:PublishAot=true -p:IlcInstructionSet="x86-64-$level" -o "artifacts/$name"
    rm -f "artifacts/$name"/*.dbg
    cp LICENSE README.md "artifacts/$name"
    tar -C artifacts -czf "artifacts/$name.tar.gz" "$name"
    rm -rf "artifacts/${name:?}"
done
ls -l artifacts
