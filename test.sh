#!/usr/bin/env bash
# Builds everything and runs every test. Needs the .NET 10 SDK and nothing else.
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

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build Tercet.slnx -c Release

log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0 status=0
for project in tests/*/; do
    echo "== ${project%/}"
    dotnet run -c Release --no-build --project "$project" -- -noColor 2>&1 | tee "$log" || status=1
    counts=$(sed -n 's/.*Total: \([0-9]*\), Errors: \([0-9]*\), Failed: \([0-9]*\), Skipped: \([0-9]*\).*/\1 \2 \3 \4/p' "$log" | tail -n 1)
    if [ -z "$counts" ]; then
        echo "No test result from ${project%/}." >&2
        status=1 failed=$((failed + 1))
        continue
    fi
    read -r total errors fails skipped <<<"$counts"
    passed=$((passed + total - fails - skipped))
    failed=$((failed + fails + errors))
done
[ "$failed" -eq 0 ] || status=1
echo "$passed passed, $failed failed"
exit "$status"
