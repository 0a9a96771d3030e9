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

# compare NAME OPTIONS…: triplets, then batches, or what $kinds says; five seeds; resumed where it was interrupted.
compare() {
    local name=$1 kind strategies
    shift
    for kind in ${kinds:-triplets batches}; do
        [ "$kind" = triplets ] && strategies=${triplet_strategies:-all$orders} || strategies=${batch_strategies:-random,batches}
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

make_glyphs() {
    [ -d "$out/data/glyphs" ] || { mkdir -p "$out/data" && tool demo --out "$out/data/glyphs"; }
}

some=random,semi-hard,hardest,constant,sigmoid,cyclic-sigmoid,log-rank,relative,relative+reversed,relative+shuffled,boundary
some_batches=random,nt-xent+random,nt-xent+hardest,nt-xent+sigmoid,nt-xent+groups-2,nt-xent+groups-4,semi-hard+random
some_batches+=,semi-hard+groups-4,batch-hard+random,batch-hard+groups-4

for set in "${sets[@]}"; do
    echo "== $set"
    case $set in
    glyphs)
        make_glyphs
        glyphs=$out/data/glyphs
        kinds=triplets compare glyphs --data "$glyphs/items.csv" --catalog "$glyphs/catalog.csv" --images "$glyphs/images" --test-ratio 0.5
        ;;
    emoji)
        make_emoji
        compare emoji $(files "$emoji") --group-column group --split group --test-ratio 0.5
        ;;
    texts)
        make_texts
        compare texts $(files "$texts") --test-ratio 0.3
        ;;
    glyphs-2)
        make_glyphs
        other=$out/data/glyphs-2
        mkdir -p "$other"
        python3 - "$out/data/glyphs/catalog.csv" >"$other/characters.txt" <<'END'
import sys
demo = {line.split(",")[1].strip() for line in open(sys.argv[1])}
print("".join(chr(code) for code in range(0x4E00, 0xA000) if chr(code) not in demo), end="")
END
        [ -f "$other/items.csv" ] || sample Glyphs --catalog "Noto Serif CJK SC" --items "AR PL UMing CN" \
            --characters "$other/characters.txt" --count 3000 --seed 2 --out "$other"
        embed "$other"
        batch_strategies=$some_batches compare glyphs-2 $(files "$other") --hidden 256 --test-ratio 0.5
        ;;
    emoji-2)
        other=$out/data/emoji-2
        [ -f "$other/items.csv" ] || sample Emoji --catalog google --out "$other" --packages "$out/data/packages"
        kinds=triplets triplet_strategies=random,semi-hard,cyclic-sigmoid compare emoji-2 --data "$other/items.csv" --seeds 3 \
            --catalog "$other/catalog.csv" --images "$other/images" --color --group-column group --split group --test-ratio 0.5
        ;;
    texts-2)
        other=$out/data/texts-2
        [ -f "$other/items.csv" ] || sample Texts --count 9000 --rest --out "$other" --lists "$out/data/lists"
        triplet_strategies=$some batch_strategies=$some_batches compare texts-2 $(files "$other") --test-ratio 0.3
        ;;
    scale)
        all=$out/data/texts-all
        [ -f "$all/items.csv" ] || sample Texts --out "$all" --lists "$out/data/lists"
        python3 docs/evidence/scale.py "$all" "$out/data/scale"
        for folder in "$out"/data/scale/*; do
            run=$out/runs/scale-$(basename "$folder")
            [ -f "$run/comparison.md" ] || train compare $(files "$folder") --split-column part --seeds 3 --epochs 10 --triplets 3000 \
                --strategies nt-xent+random,nt-xent+hardest,nt-xent+groups,nt-xent+groups-2,nt-xent+groups-4 --out "$run"
        done
        ;;
    rescue)
        make_glyphs
        glyphs=$out/data/glyphs
        for seed in 0 1 2 3 4; do for rate in 0.001 0.003; do for on in warn rescue; do
            run=$out/runs/rescue/glyphs-$seed-$rate-$on
            [ -f "$run/validation.json" ] || train train --data "$glyphs/items.csv" --catalog "$glyphs/catalog.csv" \
                --images "$glyphs/images" --test-ratio 0.5 --epochs 10 --triplets 1000 --threads 1 --quiet --seed "$seed" \
                --learning-rate "$rate" --strategy hardest --on-collapse "$on" --out "$run" --force
        done; done; done
        ;;
    *)
        echo "$set: no such set" >&2
        exit 2
        ;;
    esac
done
