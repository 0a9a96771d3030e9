#!/usr/bin/env bash
# Builds the engine into tercet/lib, so that the package can be used from this folder (PYTHONPATH=python) or packed.
# python/build.sh [LEVEL …]: v2, v3 or v4; without one, the best that this processor has. SYSROOT=DIR links against its glibc.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
levels=("$@")
if [ ${#levels[@]} -eq 0 ]; then
    has() { local flag; for flag in "$@"; do grep -m 1 '^flags' /proc/cpuinfo | grep -qw "$flag" || return 1; done; }
    if has avx2 bmi1 bmi2 f16c fma movbe avx512f avx512bw avx512cd avx512dq avx512vl; then levels=(v4)
    elif has avx2 bmi1 bmi2 f16c fma movbe; then levels=(v3)
    else levels=(v2)
    fi
fi
mkdir -p tercet/lib
for level in "${levels[@]}"; do
    out=$(mktemp -d)
    dotnet publish ../src/Tercet.Native -c Release -r linux-x64 -p:IlcInstructionSet="x86-64-$level" ${SYSROOT:+-p:SysRoot="$SYSROOT"} -o "$out"
    mv "$out/Tercet.Native.so" "tercet/lib/libtercet-$level.so"
    rm -rf "$out"
done
