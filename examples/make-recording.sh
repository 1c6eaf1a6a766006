#!/usr/bin/env bash
# Makes recording.wav out of recording.txt: one sentence a line, a pause after each, spoken by
# flite's voice `slt`, 16 kHz mono. Needs flite and ffmpeg. Usage: make-recording.sh [OUTPUT.wav]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
output=${1:-$here/recording.wav}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

number=0
while IFS= read -r sentence; do
  number=$((number + 1))
  flite -voice slt -t "$sentence" -o "$work/spoken.wav"
  # Same rate and depth whatever the build of flite gives, and a second of silence behind each
  # sentence: long enough for a recogniser to end its utterance there.
  ffmpeg -nostdin -loglevel error -y -i "$work/spoken.wav" -af apad=pad_dur=1 \
    -ac 1 -ar 16000 -c:a pcm_s16le -bitexact "$work/part-$number.wav"
  printf "file 'part-%d.wav'\n" "$number" >>"$work/parts"
done <"$here/recording.txt"

ffmpeg -nostdin -loglevel error -y -f concat -i "$work/parts" -c:a pcm_s16le -bitexact "$output"
