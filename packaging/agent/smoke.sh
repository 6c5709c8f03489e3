#!/usr/bin/env bash
# Shows that the bundle runs in a minimal Debian with nothing but CAP_NET_RAW: it captures, finds, and tells what it has found.
#   smoke.sh [--bundle FILE] [--root DIR]
# --bundle: as build.sh makes it (default: made anew). --root: a minimal Debian, made by debootstrap where there is none
# (default: target/minimal-debian). Needs root and Linux; where namespaces are not permitted, it says so and does nothing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=$(cd "$here/../.." && pwd)/target
bundle=
root=$target/minimal-debian
while [ $# -gt 0 ]; do
  case $1 in
    --bundle) bundle=$(realpath "$2"); shift 2 ;;
    --root) root=$(realpath -m "$2"); shift 2 ;;
    *) echo "usage: smoke.sh [--bundle FILE] [--root DIR]" >&2; exit 2 ;;
  esac
done

skip() { echo "bundle in a minimal Debian: left out, $1"; exit 0; }
[ "$(id -u)" = 0 ] || skip "needs root"
for tool in debootstrap unshare ip python3; do
  command -v "$tool" >/dev/null || skip "no $tool here"
done
unshare --net --mount --pid --fork mount -t tmpfs none /mnt 2>/dev/null || skip "namespaces are not permitted here"

if [ -z "$bundle" ]; then
  "$here/build.sh"
  bundle=$(echo "$target"/dist/faultline-agent-linux-*.tar.gz)
fi
if [ ! -d "$root" ]; then
  mkdir -p "$(dirname "$root")"
  making=$(mktemp -d "$root.XXXXXX")
  trap 'rm -rf "$making"' EXIT
  echo "making a minimal Debian in $root"
  timeout 900 debootstrap --variant=minbase bookworm "$making" >"$root.log" 2>&1 || {
    tail "$root.log" >&2
    rm -rf "$making"
    skip "debootstrap cannot make one here"
  }
  chmod 755 "$making"
  mv "$making" "$root"
  rm "$root.log"
  trap - EXIT
fi

# All mounts, processes and the network are of namespaces that end with this command.
exec timeout --kill-after=5 180 unshare --net --mount --pid --fork --kill-child \
  bash -euo pipefail -c '
    root=$1 bundle=$2 desktop=$3
    mount --make-rprivate /
    mount --bind "$root" "$root"
    mount -t tmpfs -o mode=755 none "$root/opt"
    tar -xzf "$bundle" -C "$root/opt"
    mount -o remount,ro "$root/opt"
    mount -t tmpfs -o mode=755 none "$root/run"
    mount -t proc proc "$root/proc"
    mount -o remount,bind,ro "$root"
    mount -t proc proc /proc
    ip link set lo up
    python3 "$desktop" "$root"
  ' smoke "$root" "$bundle" "$here/smoke.py"
