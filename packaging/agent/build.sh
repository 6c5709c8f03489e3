#!/usr/bin/env bash
# Packages the agent with its own Java runtime, for Linux.
#   build.sh [--dest DIR]      (default: target/dist)
# Makes in DIR
#   faultline-agent/                    what the other two are made of
#   faultline-agent-linux-ARCH.tar.gz   the bundle: unpacked in any image with glibc, it runs
#   image/                              the root of an OCI image from scratch: the bundle and the files of glibc that it needs;
#                                       build it with `docker build -f packaging/agent/Dockerfile DIR/image`
# Needs a JDK 25 or later (as the launcher finds it) and Maven.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
dest=$root/target/dist
while [ $# -gt 0 ]; do
  case $1 in
    --dest) dest=$2; shift 2 ;;
    *) echo "usage: build.sh [--dest DIR]" >&2; exit 2 ;;
  esac
done
mkdir -p "$dest"
dest=$(cd "$dest" && pwd)

JAVA_HOME=$("$root/faultline" --print-java-home)
export JAVA_HOME
(cd "$root" && mvn -q -B -pl capture-agent -am -Dquick -Dmaven.test.skip -Dspotless.check.skip package)

agent=$dest/faultline-agent
rm -rf "$agent" "$dest/image"
mkdir -p "$agent/lib" "$agent/bin"
tr ':' '\n' <"$root/capture-agent/target/classpath" | while IFS= read -r jar || [ -n "$jar" ]; do
  [ -z "$jar" ] || cp "$jar" "$agent/lib/"
done
cp "$root/capture-agent/target/faultline-agent.jar" "$agent/lib/"
cp "$root/LICENSE" "$agent/"

"$JAVA_HOME/bin/jlink" --output "$agent/runtime" \
  --add-modules java.base,java.logging,java.management,java.net.http,jdk.management,jdk.unsupported \
  --strip-debug --no-header-files --no-man-pages --compress zip-6 --vm server
cp "$here/jvm.options" "$agent/lib/"
install -m 755 "$here/faultline-agent" "$agent/bin/"

# What a start loads and links, kept by a rehearsed start (JEP 514).
rehearsal=$(mktemp -d)
trap 'rm -rf "$rehearsal"' EXIT
if JAVA_TOOL_OPTIONS= FAULTLINE_AGENT_OPTIONS="-XX:AOTCacheOutput=$rehearsal/aot" \
  "$agent/bin/faultline-agent" run --help >/dev/null 2>"$rehearsal/log"; then
  mv "$rehearsal/aot" "$agent/lib/faultline-agent.aot"
else
  cat "$rehearsal/log" >&2
  exit 1
fi

arch=$(uname -m)
case $arch in x86_64) arch=x64 ;; aarch64) arch=arm64 ;; esac
tar -C "$dest" --owner=0 --group=0 -czf "$dest/faultline-agent-linux-$arch.tar.gz" faultline-agent

# The image: no shell, no package manager; the dynamic loader and the libraries that the runtime names.
image=$dest/image
mkdir -p "$image/tmp"
chmod 1777 "$image/tmp"
cp -a "$agent" "$image/faultline-agent"
find "$agent/runtime" -type f \( -name '*.so' -o -perm -u+x \) -print0 | xargs -0 ldd 2>/dev/null |
  awk '$2 == "=>" && $3 ~ /^\// { print $3 } $1 ~ /^\/.*ld-linux/ { print $1 }' | sort -u | while IFS= read -r library; do
    case $library in
      "$agent"/*) ;;
      *) mkdir -p "$image$(dirname "$library")" && cp -L "$library" "$image$library" ;;
    esac
  done
echo "made in $dest:"
du -sh "$agent" "$dest/faultline-agent-linux-$arch.tar.gz" "$image"
