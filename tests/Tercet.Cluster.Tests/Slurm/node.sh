#!/bin/bash
# How a node of the tests calls tercet: it waits while a test holds it, and its disk is full where a test says so.
# Arguments: the folder in which a test says what happens, the words that call tercet, --, the arguments of tercet.
faults=$1
shift
tercet=()
while [ "$1" != -- ]; do
    tercet+=("$1")
    shift
done
shift
number=-
[ "$1" != part ] || number=$3
echo "$1 $number $SLURMD_NODENAME $$" >>"$faults/calls"
while [ -e "$faults/hold-$number" ]; do
    sleep 0.2
done
if [ "$1" = part ] && [ -e "$faults/full-$SLURMD_NODENAME" ]; then
    mkdir -p "$2/parts"
    exec unshare --mount bash -c 'mount -t tmpfs -o size=4k none "$0/parts" && exec "$@"' "$2" "${tercet[@]}" "$@"
fi
exec "${tercet[@]}" "$@"
