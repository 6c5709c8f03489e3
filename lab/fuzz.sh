#!/usr/bin/env bash
# Looks for inputs that break a parser of untrusted bytes: Jazzer, guided by coverage, from the inputs in the tests.
#
#   lab/fuzz.sh list
#   lab/fuzz.sh [--seconds N | --long] [target…]     # all when none is named; 60 seconds each, with --long 600
#
# An input that throws, hangs, or takes more memory than its target allows ends that target, and lies in
# MODULE/target/fuzz/TARGET; put it into MODULE/src/test/resources/fuzz/TARGET, under a name that says what it shows, when the
# fault is mended. Inputs that reach something new stay in MODULE/target/fuzz/TARGET/corpus for the next run. The last lines
# sum up. Ends with 1 when something was found.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)

# Target, module, class, and what of the libraries is guided, too.
targets() {
  local protocol
  for protocol in http1:Http1 websocket:WebSocket http2:Http2 grpc:Grpc tls:Tls redis:Redis postgres:Postgres mysql:Mysql \
    kafka:Kafka amqp:Amqp mongo:Mongo dns:Dns dns-tcp:DnsOverTcp; do
    echo "${protocol%%:*} engine dev.faultline.engine.detect.ProtocolFuzzers\$${protocol#*:}"
  done
  cat <<'EOF'
headers engine dev.faultline.engine.l7.http2.HeaderFuzzer
frames engine dev.faultline.engine.packet.PacketFuzzers$Frame
fragments engine dev.faultline.engine.packet.PacketFuzzers$Fragments
capture engine dev.faultline.engine.capture.file.CaptureFuzzers$Plain
compressed engine dev.faultline.engine.capture.file.CaptureFuzzers$Compressed org.apache.commons.compress.**:org.tukaani.**
from-agent capture-agent dev.faultline.agent.wire.WireFuzzers$AgentMessages
to-agent capture-agent dev.faultline.agent.wire.WireFuzzers$DesktopMessages
socket-rows capture-agent dev.faultline.agent.kernel.KernelFuzzers$SocketRows
capture-filter capture-agent dev.faultline.agent.ring.FilterFuzzers$Structured
tcpdump-report app dev.faultline.app.k8s.capture.ReportFuzzers$Tcpdump
error-lines app dev.faultline.app.k8s.exec.ErrorLineFuzzers$Lines
filter app dev.faultline.app.store.FilterFuzzers$Language
EOF
}

all=$(targets)
seconds=60
while [ $# -gt 0 ]; do
  case $1 in
    list) cut -d' ' -f1 <<<"$all"; exit 0 ;;
    --long) seconds=600; shift ;;
    --seconds) seconds=$2; shift 2 ;;
    -*) sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 2 ;;
    *) break ;;
  esac
done
wanted=("$@")
[ $# -gt 0 ] || mapfile -t wanted < <(cut -d' ' -f1 <<<"$all")
for name in "${wanted[@]}"; do
  grep -q "^$name " <<<"$all" || { echo "fuzz.sh: no target $name; lab/fuzz.sh list names them" >&2; exit 2; }
done

cd "$root"
java=$(./faultline --print-java-home)/bin/java
mvn -B -ntp -q -Pfuzz -Dquick test-compile dependency:build-classpath -DincludeScope=test \
  -Dmdep.outputFile='${project.build.directory}/fuzz.classpath'

fuzz() { # target module class [packages of libraries]
  local work=$root/$2/target/fuzz/$1
  mkdir -p "$work/corpus"
  (cd "$work" && "$java" -Xmx768m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -XX:+EnableDynamicAgentLoading \
    -cp "$root/$2/target/test-classes:$root/$2/target/classes:$(cat "$root/$2/target/fuzz.classpath")" \
    com.code_intelligence.jazzer.Jazzer --target_class="$3" --instrumentation_includes="dev.faultline.**${4:+:$4}" \
    --custom_hook_includes='dev.faultline.none.**' --reproducer_path="$work" \
    -artifact_prefix="$work/" -max_total_time="$seconds" -timeout=60 -rss_limit_mb=3072 -max_len=4096 \
    "$work/corpus" "$root/$2/src/test/resources/fuzz/$1" >"$work/log" 2>&1)
}

found=0
printf '%-15s %12s %8s %8s %8s  %s\n' target executions seconds edges inputs result
for name in "${wanted[@]}"; do
  read -r _ module class packages < <(grep "^$name " <<<"$all")
  result=ok
  fuzz "$name" "$module" "$class" "$packages" || { result="FOUND, see $module/target/fuzz/$name/log"; found=1; }
  log=$module/target/fuzz/$name/log
  last=$(grep -aE '^#[0-9]+.*cov:' "$log" | tail -1 || true)
  done=$(grep -aE '^Done [0-9]+ runs' "$log" || true)
  printf '%-15s %12s %8s %8s %8s  %s\n' "$name" \
    "$(sed -nE 's/^Done ([0-9]+) runs.*/\1/p' <<<"$done" | grep . || sed -nE 's/^#([0-9]+).*/\1/p' <<<"$last")" \
    "$(sed -nE 's/^Done .* in ([0-9]+) second.*/\1/p' <<<"$done" | grep . || echo -)" \
    "$(sed -nE 's/.*cov: ([0-9]+).*/\1/p' <<<"$last")" "$(sed -nE 's/.*corp: ([0-9]+).*/\1/p' <<<"$last")" "$result"
done
exit $found
