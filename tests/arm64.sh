#!/usr/bin/env bash
# Shows that the tool built for 64-bit Arm writes the same bytes as on x86-64. It builds the native executable for Arm, runs it in
# the emulator qemu on this machine, and compares every file with that of the tool as .NET runs it here: runs of triplets and of
# batches, runs whose parts are made on both in turn, embeddings of images, plots and reports. Prints what was equal; the exit code
# is 1 if a file differs, and then the files are kept. Embeddings by an ONNX model are compared too, but may differ in last bits.
#
# The emulator orders memory as x86-64 does, and has pages of 4 KiB: this shows the arithmetic and the libraries, not what depends on
# the order of memory, the size of pages or the speed of a processor.
#
# It is run by hand, on x86-64, and took 39 minutes on two busy cores, 16 of them in the emulator. As root on Debian it installs
# clang, lld, llvm, qemu-user and NumPy.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

lacks_tools() {
    ! { command -v clang && command -v ld.lld && command -v llvm-objcopy && command -v qemu-aarch64; } >/dev/null ||
        ! /usr/bin/python3 -c 'import numpy' 2>/dev/null
}
if lacks_tools && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    apt-get update -q && apt-get install -y -q clang lld llvm qemu-user python3-numpy
fi
if lacks_tools; then
    echo "Install clang, lld, llvm, qemu-user and python3-numpy, then run tests/arm64.sh again." >&2
    exit 2
fi
deploy/sysroot.sh arm64

sysroot=$PWD/obj/sysroot-arm64 built=$PWD/obj/arm64 fixtures=$PWD/tests/Tercet.Vision.Tests/Fixtures
tool=$PWD/src/Tercet.Cli/bin/Release/net10.0/Tercet.Cli.dll
dotnet publish src/Tercet.Cli -c Release -r linux-arm64 -p:PublishAot=true -p:LinkerFlavor=lld -p:SysRoot="$sysroot" -o "$built"
dotnet build src/Tercet.Cli -c Release

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work"/{x86,arm64,mixed1,mixed2}

# Small sets with all that is hard for a search: ties, duplicates, a large offset, lengths from 10⁻¹² to 10¹²; one of 20,000 items;
# queries and passages.
/usr/bin/python3 - "$work" <<'END'
import sys, numpy as np
r = np.random.default_rng(1)
def write(name, x, per_class):
    np.save(f"{sys.argv[1]}/{name}.npy", x)
    with open(f"{sys.argv[1]}/{name}.csv", "w") as file:
        file.write("file,class\n" + "".join(f"{i}.png,c{i // per_class}\n" for i in range(len(x))))
def normal(*shape):
    return r.standard_normal(shape).astype(np.float32)
write("ties", r.integers(-8, 8, (2000, 32)).astype(np.float32), 10)
x = normal(1500, 40)
x[r.integers(0, 1500, 500)] = x[r.integers(0, 1500, 500)]
write("duplicates", x.astype(np.float16), 5)
write("offset", 1000 + normal(1500, 130) / 100, 5)
write("lengths", normal(1500, 65) * np.float32(10) ** r.integers(-12, 13, (1500, 1)).astype(np.float32), 5)
write("large", normal(20000, 64), 20)
def table(name, header, rows):
    with open(f"{sys.argv[1]}/{name}.csv", "w") as file:
        file.write(header + "\n" + "".join(row + "\n" for row in rows))
table("queries", "id,text", (f"q{i},query {i}" for i in range(400)))
table("passages", "id,text", (f"p{i},passage {i}" for i in range(1600)))
table("pairs", "query,passage", (f"q{i // 4},p{i}" for i in range(1600)))
np.save(f"{sys.argv[1]}/queries.npy", normal(400, 48))
np.save(f"{sys.argv[1]}/passages.npy", normal(1600, 48))
END
mkdir -p "$work/images/all"
cp "$fixtures"/images/* "$work/images/all"

emulated=0
x86() { (cd "$work/$1" && dotnet "$tool" "${@:2}" </dev/null >/dev/null); } # x86 FOLDER ARGUMENT …: the tool, run in this folder
arm64() {
    local start=${EPOCHREALTIME/[.,]/}
    (cd "$work/$1" && QEMU_LD_PREFIX=$sysroot qemu-aarch64 "$built/tercet" "${@:2}" </dev/null >/dev/null)
    emulated=$((emulated + ${EPOCHREALTIME/[.,]/} - start))
}
both() { x86 x86 "$@" && arm64 arm64 "$@"; }

groups=()
declare -A files equal
# same GROUP A B: compares two files, or all files of two folders.
same() {
    local group=$1 a=$work/$2 b=$work/$3 name
    [ -n "${files[$group]+set}" ] || { groups+=("$group") files[$group]=0 equal[$group]=0; }
    while read -r name; do
        files[$group]=$((files[$group] + 1))
        if cmp -s "$a$name" "$b$name"; then
            equal[$group]=$((equal[$group] + 1))
        else
            echo "DIFFERS ($group): $a$name $b$name" >&2
        fi
    done < <({ (cd "$a" 2>/dev/null && find . -type f -printf '/%P\n') || echo
               (cd "$b" 2>/dev/null && find . -type f -printf '/%P\n') || echo; } | sort -u)
}

# The kernels that the build for Arm has, the first of which it uses.
kernels=$(QEMU_LD_PREFIX=$sysroot TERCET_KERNEL=? qemu-aarch64 "$built/tercet" mine --data "$work/ties.csv" \
    --embeddings "$work/ties.npy" --out "$work/none" 2>&1 || true)
case $kernels in
    *"Expected one of vector128, scalar;"*) echo "Kernels on Arm: vector128, which is used, and scalar." ;;
    *) echo "Expected the kernels vector128 and scalar on Arm: $kernels" >&2; exit 1 ;;
esac

choices=(
    ""
    "--scale range --curve sigmoid --order reversed"
    "--scale range --distance squared-euclidean --logistic-b 7 --logistic-nu 0.3 --logistic-c 1.2"
    "--scale rank --curve sine --distance cosine"
    "--scale log-rank --curve tanh --distance squared-euclidean"
    "--scale relative --curve exponential --order shuffled"
    "--scale relative --curve logarithmic --distance cosine"
    "--strategy easiest --positive-strategy farthest"
    "--strategy hardest --positive-strategy nearest --distance cosine"
    "--strategy random --format csv"
    "--strategy semi-hard --distance squared-euclidean --format jsonl"
    "--strategy distance-weighted --distance cosine"
    "--strategy scheduled --scale rank --duplicates exclude --min-distance 0.001"
    "--recipe softening"
    "--recipe hardening --split item"
    "--recipe original --epochs 3 --steps 500..1500"
    "--candidate-pool 10 --curve linear"
    "--negatives 4 --spread 9 --skip-nearest 0.01 --layout tuple"
    "--ranks 100..1500 --margin-to-positive 0 --distance cosine"
)
batches=(
    ""
    "--group-size 8 --classes-per-batch 16 --distance cosine --epochs 2"
    "--recipe sequenced --last-batch fill --classes-per-batch 24"
    "--recipe hardest --distance squared-euclidean --samples-per-class 3"
    "--scale relative --curve tanh --last-batch drop"
)
mine() { # mine NAME SET OPTION …
    echo "  $1: ${*:2}"
    both mine --data "../$2.csv" --embeddings "../$2.npy" "${@:3}" --no-report --out "$1"
}
number=0
for set in ties duplicates offset lengths; do
    for choice in "${choices[@]}"; do
        read -ra options <<<"$choice"
        mine "run$((++number))" "$set" --triplets 1000 "${options[@]}"
        same "triplets" "x86/run$number" "arm64/run$number"
    done
    for choice in "${batches[@]}"; do
        read -ra options <<<"$choice"
        mine "run$((++number))" "$set" --mine batches "${options[@]}"
        same "batches" "x86/run$number" "arm64/run$number"
    done
    TERCET_KERNEL=scalar arm64 arm64 mine --data "../$set.csv" --embeddings "../$set.npy" --triplets 1000 --no-report --out "scalar-$set"
    same "triplets by the scalar kernel" "x86/run$((number - ${#choices[@]} - ${#batches[@]} + 1))" "arm64/scalar-$set"
done

echo "  queries and passages"
for options in "--negatives 8 --layout tuple --write both" "--mine batches" "--scale log-rank --negatives 2 --ratio-to-positive 0.95"; do
    read -ra options <<<"$options"
    both mine --queries ../queries.csv --passages ../passages.csv --pairs ../pairs.csv --query-embeddings ../queries.npy \
        --passage-embeddings ../passages.npy "${options[@]}" --no-report --out "run$((++number))"
    same "queries and passages" "x86/run$number" "arm64/run$number"
done

# Both make a plan. Each makes every part once, in one of two folders; each merges one of them. A part carries the identity of its
# plan, so that equal parts are of equal plans.
parts=8
in_parts() { # in_parts NAME RESULT COMMAND OPTION …: RESULT is the file or folder that COMMAND writes
    local name=$1 result=$2 command=$3 part plan=()
    shift 3
    echo "  in parts, $name: $command $*"
    [ "$command" != encode ] || plan=(--encode)
    mkdir -p "$work/x86/$(dirname "$result")"
    x86 x86 "$command" "$@" --out "$result"
    x86 mixed1 plan "${plan[@]}" "$@" --parts $parts --out "$name"
    arm64 mixed2 plan "${plan[@]}" "$@" --parts $parts --out "$name"
    for ((part = 0; part < parts; part += 2)); do
        x86 mixed1 part "$name" $part
        arm64 mixed1 part "$name" $((part + 1))
        arm64 mixed2 part "$name" $part
        x86 mixed2 part "$name" $((part + 1))
    done
    same "parts" "mixed1/$name/parts" "mixed2/$name/parts"
    x86 mixed1 merge "$name"
    arm64 mixed2 merge "$name"
    same "runs in mixed parts, merged on x86-64" "x86/$result" "mixed1/$result"
    same "runs in mixed parts, merged on Arm" "x86/$result" "mixed2/$result"
}
in_parts ties ties mine --data ../ties.csv --embeddings ../ties.npy --triplets 4000 --scale range --no-report
in_parts triplets triplets mine --data ../large.csv --embeddings ../large.npy --triplets 10000 --no-report
in_parts batches batches mine --data ../large.csv --embeddings ../large.npy --mine batches --epochs 8 --no-report
in_parts hog hog/embeddings.npy encode --data ../images --encoder hog

echo "  images"
for encoder in hog pixels; do
    both encode --data ../images --encoder $encoder --no-cache --out $encoder.npy
    same "embeddings of images" "x86/$encoder.npy" "arm64/$encoder.npy"
done
both encode --data ../images --encoder "$fixtures/models/convnet.onnx" --no-cache --out onnx.npy
same "embeddings by an ONNX model" x86/onnx.npy arm64/onnx.npy

echo "  demo"
both demo --out demo
same "demo: run of images, plots, report" x86/demo/run arm64/demo/run

status=0
echo
printf '%-42s %6s %6s\n' "compared" files equal
for group in "${groups[@]}"; do
    note=
    if [ "${files[$group]}" -ne "${equal[$group]}" ]; then
        case $group in
            *ONNX*) note="  last bits may differ" ;;
            *) note="  DIFFERS" status=1 ;;
        esac
    fi
    printf '%-42s %6d %6d%s\n' "$group" "${files[$group]}" "${equal[$group]}" "$note"
done
echo "$((emulated / 1000000)) s in the emulator"
if [ $status -ne 0 ]; then
    trap - EXIT
    echo "The files are in $work." >&2
fi
exit $status
