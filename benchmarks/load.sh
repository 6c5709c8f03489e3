#!/usr/bin/env bash
# What the agent makes of much traffic: packets sent, captured and dropped, processor time per packet beside tcpdump's, and
# its memory while a million sources send a SYN each. Prints a table.
#   load.sh [--rate PACKETS_PER_SECOND] [--seconds N]      (default: 300000, 10)
# --bundle FILE takes a bundle that is there instead of making one. Needs Linux, root, a JDK 25, tcpreplay, tcpdump and python3; some
# three minutes. Everything runs in namespaces that end with it; captures stay in target/load for the next time.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/.." && pwd)
rate=300000 seconds=10 bundle=
while [ $# -gt 0 ]; do
  case $1 in
    --rate) rate=$2; shift 2 ;;
    --seconds) seconds=$2; shift 2 ;;
    --bundle) bundle=$(realpath "$2"); shift 2 ;;
    *) echo "usage: load.sh [--rate PACKETS_PER_SECOND] [--seconds N] [--bundle FILE]" >&2; exit 2 ;;
  esac
done
[ "$(id -u)" = 0 ] || { echo "load.sh: must be root" >&2; exit 2; }
for tool in tcpreplay tcpdump ip unshare python3; do
  command -v "$tool" >/dev/null || { echo "load.sh: missing tool: $tool" >&2; exit 2; }
done

if [ -z "$bundle" ]; then
  "$root/packaging/agent/build.sh" >/dev/null
  bundle=$(echo "$root"/target/dist/faultline-agent-linux-*.tar.gz)
fi
work=$root/target/load
rm -rf "$work/faultline-agent"
mkdir -p "$work"
tar -xzf "$bundle" -C "$work"
if [ ! -f "$work/traffic.pcap" ]; then
  JAVA_HOME=$("$root/faultline" --print-java-home)
  export JAVA_HOME
  (cd "$root" && mvn -q -B -ntp -pl benchmarks -am -Dquick -Dmaven.test.skip -Dspotless.check.skip compile)
  "$JAVA_HOME/bin/java" -cp "$root/benchmarks/target/classes" dev.faultline.benchmarks.CaptureGenerator "$work/traffic.part" 200
  mv "$work/traffic.part" "$work/traffic.pcap"
fi
exec timeout --kill-after=5 300 unshare --net --mount --pid --fork --kill-child --mount-proc \
  python3 "$here/load.py" "$work" "$rate" "$seconds"
