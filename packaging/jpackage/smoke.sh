#!/usr/bin/env bash
# Starts the packaged program on a capture under Xvfb and waits until its window says what it found.
#   smoke.sh [SCREENSHOT.png]     (builds the app-image first; needs xvfb, GTK 3, xdotool, ImageMagick)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT

"$here/build.sh" --dest "$work/dist" >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
"$work/dist/faultline/bin/faultline" --version

mkdir -p "$work/home"
Xvfb -displayfd 3 -screen 0 1440x900x24 3>"$work/display" >/dev/null 2>&1 &
pids+=($!)
for _ in $(seq 50); do [ -s "$work/display" ] && break; sleep 0.1; done
display=:$(cat "$work/display")
export DISPLAY=$display HOME=$work/home XDG_DATA_HOME=$work/home/data XDG_CONFIG_HOME=$work/home/config XDG_STATE_HOME=$work/home/state XDG_CACHE_HOME=$work/home/cache XDG_RUNTIME_DIR=$work/home

"$work/dist/faultline/bin/faultline" "$root/lab/captures/syn-refused.pcap" >"$work/out" 2>&1 &
pids+=($!)
for _ in $(seq 150); do
  if xdotool search --name 'syn-refused\.pcap.*[1-9][0-9]* (error|finding)' >/dev/null 2>&1; then
    sleep 2
    [ -z "${1:-}" ] || import -window root "$1"
    echo "the packaged program shows its findings"
    exit 0
  fi
  sleep 0.2
done
echo "the packaged program showed no finding within 30 s; its output:" >&2
cat "$work/out" >&2
exit 1
