#!/usr/bin/env bash
# Builds everything and runs every test. Needs the .NET 10 SDK. As root on Debian it installs what else the tests use: strace,
# Slurm, Chromium, and for the Python package clang, a C compiler, valgrind, NumPy, pandas, PyTorch and pytest; what is missing is
# skipped, and said.
# Test projects run side by side, as many as processors and memory allow; TEST_JOBS=1 runs them one after the other.
set -euo pipefail
cd "$(dirname "$0")"

has_sdk() { command -v dotnet >/dev/null && dotnet --list-sdks | grep -q '^10\.'; }
if ! has_sdk && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    apt-get update -q && apt-get install -y -q dotnet-sdk-10.0 || true
fi
if ! has_sdk; then
    echo "The .NET 10 SDK is missing, and could not be installed from this system's packages." >&2
    echo "Install it as https://dotnet.microsoft.com/download says, then run ./test.sh again." >&2
    exit 1
fi

install() {
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return 0
    { apt-get install -y -q "$@" || { apt-get update -q && apt-get install -y -q "$@"; }; } >/dev/null 2>&1 || true
}

# With strace, commits are also tested under kills and I/O errors; without it these tests are skipped.
command -v strace >/dev/null || install strace

# With Slurm, runs in parts are mined by a cluster of three nodes on this machine. The services that come with it are not used.
[ -x /usr/sbin/slurmctld ] || command -v slurmctld >/dev/null || install slurmctld slurmd slurm-client munge

# With Chromium, the pages of the viewer are used and looked at.
[ -x /usr/bin/chromium ] || install chromium
[ -x /usr/bin/chromium ] || echo "The viewer's pages are not tested: that needs /usr/bin/chromium (Debian: chromium)." >&2

# The Python package: its engine is linked with clang and zlib, and tested with the system's Python.
has_python() {
    /usr/bin/python3 -c 'import numpy, pandas, pytest, torch' 2>/dev/null &&
        command -v clang >/dev/null && command -v gcc >/dev/null && command -v valgrind >/dev/null && [ -e /usr/include/zlib.h ]
}
has_python || install clang gcc libc6-dev zlib1g-dev valgrind mypy \
    python3-numpy python3-pandas python3-pytest python3-torch python3-tqdm python3-setuptools python3-wheel python3-pip

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build Tercet.slnx -c Release

python=()
if has_python; then
    # One level, and one that valgrind knows; ./pack.sh builds all.
    python/build.sh "$(grep -m 1 '^flags' /proc/cpuinfo | grep -qw avx2 && echo v3 || echo v2)"
    python=(python/)
else
    echo "The Python package is not tested: that needs clang, gcc, valgrind, zlib1g-dev, and NumPy, pandas, PyTorch and pytest" \
        "for /usr/bin/python3." >&2
fi

# The projects that train networks take up to 6 GiB each.
jobs_allowed() {
    local processors memory
    processors=$(getconf _NPROCESSORS_ONLN)
    memory=$(awk '/^MemAvailable:/ { print int($2 / (6 * 1024 * 1024)) }' /proc/meminfo 2>/dev/null || echo 1)
    [ "$memory" -lt "$processors" ] && processors=$memory
    [ "$processors" -gt 1 ] && echo "$processors" || echo 1
}
TEST_JOBS=${TEST_JOBS:-$(jobs_allowed)}

# The projects that take longest start first; those not named here start after them.
projects=()
for project in tests/Tercet.{Cli,Train,Reliability,Cluster,Viewer,Torch}.Tests/ "${python[@]}" tests/Tercet.Tests/ tests/*.Tests/; do
    case " ${projects[*]-} " in *" $project "*) continue ;; esac
    projects+=("$project")
done

logs=$(mktemp -d)
set -m # gives each project a process group of its own, to be interrupted together, and does not make it ignore interrupts
stop() {
    for pid in $(jobs -rp); do kill -TERM -- "-$pid" 2>/dev/null || true; done
    rm -rf "$logs"
}
trap stop EXIT
trap 'exit 130' INT TERM

test_project() {
    local log=$logs/${1//\//-} code=0
    if [ "$1" = python/ ]; then
        (cd python && /usr/bin/python3 -B -m pytest -q -p no:cacheprovider) >"$log" 2>&1 </dev/null || code=$?
    else
        dotnet run -c Release --no-build --project "$1" -- -noColor >"$log" 2>&1 </dev/null || code=$?
    fi
    echo "$code" >"$log.code"
}

passed=0 failed=0 status=0 reported=0
# Reports, in order, the projects that have ended.
report() {
    local project log counts total errors fails skipped explicit
    while [ "$reported" -lt "$started" ]; do
        project=${projects[$reported]}
        log=$logs/${project//\//-}
        [ -f "$log.code" ] || return 0
        reported=$((reported + 1))
        echo "== ${project%/}"
        cat "$log"
        [ "$(cat "$log.code")" -eq 0 ] || status=1
        counts=$(grep -E '^ +[A-Za-z.]+ +Total: [0-9]+, ' "$log" | tail -n 1 | tr -cs '0-9\n' ' ' || true)
        if [ -z "$counts" ]; then
            echo "No test result from ${project%/}." >&2
            status=1 failed=$((failed + 1))
            continue
        fi
        read -r total errors fails skipped explicit _ <<<"$counts"
        passed=$((passed + total - fails - skipped - explicit))
        failed=$((failed + fails + errors))
    done
}

running() { jobs -rp | wc -l; }
started=0
for project in "${projects[@]}"; do
    while [ "$(running)" -ge "$TEST_JOBS" ]; do
        sleep 0.2
        report
    done
    test_project "$project" &
    started=$((started + 1))
done
while [ "$(running)" -gt 0 ]; do
    sleep 0.2
    report
done
for project in "${projects[@]}"; do
    [ -f "$logs/${project//\//-}.code" ] || echo 1 >"$logs/${project//\//-}.code" # killed before it could leave one
done
report
[ "$failed" -eq 0 ] || status=1
echo "$passed passed, $failed failed"
exit "$status"
