#!/usr/bin/env bash
# Makes the data sets of plan.md and trains everything it describes; what a folder already holds is not repeated.
#   docs/evidence/run.sh FOLDER [SET …]      all sets by default: glyphs emoji texts glyphs-2 emoji-2 texts-2 scale rescue
set -euo pipefail
cd "$(dirname "$0")/../.."
out=$(realpath -m "$1")
shift
sets=("${@:-}")
[ -n "${sets[0]}" ] || sets=(glyphs emoji texts glyphs-2 emoji-2 texts-2 scale rescue)
mkdir -p "$out"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build Tercet.slnx -c Release --verbosity quiet
tool() { dotnet run -c Release --no-build --project src/Tercet.Cli -- "$@"; }
train() { dotnet run -c Release --no-build --project src/Tercet.Train -- "$@"; }
sample() { dotnet run -c Release --no-build --project "samples/$1" -- "${@:2}"; }

orders=""
for name in sigmoid cyclic-sigmoid linear relative; do orders+=",$name+reversed,$name+shuffled"; done

# compare NAME OPTIONS…: triplets, then batches; five seeds; resumed where it was interrupted.
compare() {
    local name=$1 kind strategies
    shift
    for kind in triplets batches; do
        [ "$kind" = triplets ] && strategies=all$orders || strategies=random,batches
        local run=$out/runs/$name-$kind resume=()
        [ -f "$run/comparison.md" ] && continue
        [ -f "$run/comparison.json" ] && resume=(--resume)
        train compare "$@" --strategies "$strategies" --epochs 10 --triplets 1000 --out "$run" "${resume[@]}"
    done
}

# embed FOLDER ENCODER-OPTIONS…: items.npy and catalog.npy of a folder with items.csv, catalog.csv and images/.
embed() {
    local folder=$1 table
    shift
    for table in catalog items; do
        [ -f "$folder/$table.npy" ] || tool encode --data "$folder/$table.csv" --images "$folder/images" "$@" --out "$folder/$table.npy"
    done
}

# files FOLDER: the options that name the tables and embeddings of a folder.
files() { echo --data "$1/items.csv" --catalog "$1/catalog.csv" --embeddings "$1/items.npy" --catalog-embeddings "$1/catalog.npy"; }

resnet=(--pixel-scale 1 --mean "103.06,115.90,123.15" --channel-order bgr)
emoji=$out/data/emoji texts=$out/data/texts

make_emoji() {
    [ -f "$emoji/items.csv" ] || sample Emoji --base --out "$emoji" --packages "$out/data/packages"
    embed "$emoji" --encoder "$emoji/resnet18.onnx" "${resnet[@]}"
}
make_texts() {
    [ -f "$texts/items.csv" ] || sample Texts --count 9000 --out "$texts" --lists "$out/data/lists"
}

for set in "${sets[@]}"; do
    echo "== $set"
    case $set in
    glyphs)
        [ -d "$out/data/glyphs" ] || (mkdir -p "$out/data" && tool demo --out "$out/data/glyphs" --quiet)
        glyphs=$out/data/glyphs
        compare glyphs --data "$glyphs/items.csv" --catalog "$glyphs/catalog.csv" --images "$glyphs/images" --test-ratio 0.5
        ;;
    emoji)
        make_emoji
        compare emoji $(files "$emoji") --group-column group --split group --test-ratio 0.5
        ;;
    texts)
        make_texts
        compare texts $(files "$texts") --test-ratio 0.3
        ;;
    *)
        echo "$set: no such set" >&2
        exit 2
        ;;
    esac
done
