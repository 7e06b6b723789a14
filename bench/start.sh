#!/usr/bin/env bash
# Time from the command to the first page, and memory (PSS) of program and database afterwards.
# bench/start.sh [data folder] [seconds until memory is read]; prints one JSON line per warm start.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd -P)
data=${1:-$(mktemp -d)/data}
rest=${2:-60}
port=$((20000 + RANDOM % 20000))

descendants() { local p; echo "$1"; for p in $(pgrep -P "$1" || true); do descendants "$p"; done; }

once() { # words: "measure" reads memory too
  local begin page pid total=0 java=0 each kb
  begin=$(date +%s%N)
  "$here/zhiyin" run --port "$port" --data "$data" >"$data.log" 2>&1 &
  pid=$!
  until curl -s -o /dev/null "http://127.0.0.1:$port/"; do
    kill -0 $pid 2>/dev/null || { cat "$data.log" >&2; exit 1; }
    sleep 0.02
  done
  page=$((($(date +%s%N) - begin) / 1000000))
  if [ "$1" = measure ]; then
    sleep "$rest"
    for each in $(descendants $pid); do
      kb=$(awk '/^Pss:/ { print $2 }' "/proc/$each/smaps_rollup" 2>/dev/null || echo 0)
      total=$((total + kb))
      [ "$each" != $pid ] || java=$kb
    done
    printf '{"firstPageMillis":%s,"programMb":%s,"databaseMb":%s,"togetherMb":%s}\n' \
      "$page" $((java / 1024)) $(((total - java) / 1024)) $((total / 1024))
  fi
  kill $pid
  wait $pid || true
}

"$here/zhiyin" build >/dev/null
mkdir -p "$(dirname "$data")"
once cold
for _ in 1 2 3; do once measure; rest=0; done
