#!/usr/bin/env bash
# Power cuts: runs mine on an ext4 file system in a file, copies that file as it is (what has reached the disk), lets the copy replay
# its journal, and checks the run there. Needs root, for loop devices.   power-cut.sh [CUTS]
# NO_FSYNC=1 is the control: with fsync made to do nothing, by strace, runs are lost.
set -euo pipefail
cd "$(dirname "$0")/../.."
cuts=${1:-32}
without=(${NO_FSYNC:+strace -f -qq -o /dev/null -e trace=fsync -e inject=fsync:retval=0})
tool() { "${without[@]}" dotnet src/Tercet.Cli/bin/Release/net10.0/Tercet.Cli.dll "$@"; }
[ -f src/Tercet.Cli/bin/Release/net10.0/Tercet.Cli.dll ] || dotnet build -c Release src/Tercet.Cli

work=$(mktemp -d)
trap 'umount "$work/disk" "$work/copy" 2>/dev/null || true; rm -rf "$work"' EXIT
python3 - "$work" <<'END_OF_DATA'
import random, struct, sys
random.seed(1)
rows, dimensions = 300, 8
open(sys.argv[1] + "/items.csv", "w").write("file,class\n" + "".join(f"{i}.png,c{i // 3}\n" for i in range(rows)))
header = "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }" % (rows, dimensions)
header += " " * (-(len(header) + 11) % 64) + "\n"
with open(sys.argv[1] + "/items.npy", "wb") as file:
    file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode())
    file.write(struct.pack(f"<{rows * dimensions}f", *(random.random() for _ in range(rows * dimensions))))
END_OF_DATA
mine() { tool mine --data "$work/items.csv" --embeddings "$work/items.npy" --triplets 2000 --no-report --quiet --seed "$1" --force --out "$2"; }
content() { (cd "$1" 2>/dev/null && sha256sum -- *.parquet *.csv *.json) || echo none; }

dd if=/dev/zero of="$work/disk.img" bs=1M count=64 status=none
mkfs.ext4 -q "$work/disk.img"
mkdir "$work/disk" "$work/copy"
mount -o loop "$work/disk.img" "$work/disk"
for seed in 0 1; do
    mine $seed "$work/reference-$seed"
    content "$work/reference-$seed" >"$work/sum-$seed"
done

# check WHEN ALLOWED…: the run on the copy, after its journal was replayed and Tercet has opened it, is one of the allowed.
declare -A found
check() {
    local when=$1 name=other sum
    shift
    mount -o loop "$work/copy.img" "$work/copy"
    [ ! -d "$work/copy/run" ] || tool inspect "$work/copy/run" >/dev/null 2>&1 || true
    content "$work/copy/run" >"$work/sum"
    umount "$work/copy"
    for sum in "$@"; do
        cmp -s "$work/sum" "$work/sum-$sum" && name=whole
    done
    found[$when $name]=$((${found[$when $name]:-0} + 1))
}
for ((cut = 0; cut < cuts; cut++)); do
    seed=$((cut % 2))
    mine $seed "$work/disk/run"
    cp "$work/disk.img" "$work/copy.img" # the power goes right after success
    check "after success:" $seed
    mine $((1 - seed)) "$work/disk/run" & # and while the next run replaces this one
    sleep "0.$((cut * 7 % 90 + 10))"
    cp "$work/disk.img" "$work/copy.img"
    wait $!
    check "while it runs:" 0 1
done
status=0
for key in "${!found[@]}"; do
    echo "$key ${found[$key]}"
    [[ $key == *other ]] && status=1
done
exit $status
