#!/usr/bin/env bash
# Makes recording.wav from recording.txt: one sentence per line, with a pause after each, spoken by
# the voice `slt` of flite, 16 kHz mono. Needs flite and ffmpeg. Usage: make-recording.sh [OUTPUT.wav]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
output=${1:-$here/recording.wav}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

number=0
while IFS= read -r sentence; do
  number=$((number + 1))
  flite -voice slt -t "$sentence" -o "$work/spoken.wav"
  # The same rate and depth for every build of flite, and a second of silence after each sentence:
  # long enough for a recogniser to end its utterance there.
  ffmpeg -nostdin -loglevel error -y -i "$work/spoken.wav" -af apad=pad_dur=1 \
    -ac 1 -ar 16000 -c:a pcm_s16le -bitexact "$work/part-$number.wav"
  printf "file 'part-%d.wav'\n" "$number" >>"$work/parts"
done <"$here/recording.txt"

ffmpeg -nostdin -loglevel error -y -f concat -i "$work/parts" -c:a pcm_s16le -bitexact "$output"
