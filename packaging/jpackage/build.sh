#!/usr/bin/env bash
# Packages Faultline with its own Java runtime.
#   build.sh [--type app-image|deb|rpm|dmg|pkg|msi|exe] [--dest DIR]     (default: app-image, into target/dist)
# Needs a JDK 25 or later (JAVA_HOME, else as the launcher finds it) and Maven; deb needs fakeroot, rpm needs rpm-build.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
type=app-image
dest=$root/target/dist
while [ $# -gt 0 ]; do
  case $1 in
    --type) type=$2; shift 2 ;;
    --dest) dest=$2; shift 2 ;;
    *) echo "usage: build.sh [--type app-image|deb|rpm|dmg|pkg|msi|exe] [--dest DIR]" >&2; exit 2 ;;
  esac
done

JAVA_HOME=$("$root/faultline" --print-java-home)
export JAVA_HOME
version=$(sed -n 's|.*<version>\([0-9.]*\)-SNAPSHOT</version>.*|\1|p; s|.*<version>\([0-9][0-9.]*\)</version>.*|\1|p' "$root/pom.xml" | head -n 1)
# macOS and Windows take no version that begins with 0.
case $(uname) in Darwin | MINGW* | MSYS*) [ "${version%%.*}" = 0 ] && version=1.${version#0.} ;; esac

"$root/faultline" --build-only
work=$root/target/packaging
rm -rf "$work"
mkdir -p "$work/modules" "$work/input" "$dest"
{ tr ':' '\n' <"$root/app/target/classpath"; echo; } | while IFS= read -r jar; do
  case $jar in
    */javafx-*-linux*.jar | */javafx-*-mac*.jar | */javafx-*-win*.jar) cp "$jar" "$work/modules/" ;;
    '' | */javafx-*.jar) ;;
    *) cp "$jar" "$work/input/" ;;
  esac
done
cp "$root/app/target/faultline-app.jar" "$root/LICENSE" "$work/input/"
# A sealed jar, as that of xz is, and an AOT cache made elsewhere end the JVM at its start ("sealing violation").
echo 'Sealed: false' >"$work/unsealed"
for jar in "$work"/input/xz-*.jar; do
  "$JAVA_HOME/bin/jar" --update --file "$jar" --manifest "$work/unsealed" 2>/dev/null
done

# A runtime with just the modules that are used; OpenJFX comes from its own jars.
"$JAVA_HOME/bin/jlink" --output "$work/runtime" --module-path "$work/modules" \
  --add-modules java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,jdk.crypto.ec,jdk.unsupported,jdk.zipfs,javafx.controls \
  --strip-debug --no-header-files --no-man-pages --compress zip-6

options=()
while IFS= read -r line; do
  case $line in '' | '#'*) ;; *) options+=("$line") ;; esac
done <"$root/app/src/main/launcher/jvm.options"

case $(uname) in
  Darwin) icon=$root/icons/faultline.icns ;;
  MINGW* | MSYS*) icon=$root/icons/faultline.ico ;;
  *) icon=$root/icons/faultline-512.png ;;
esac
extra=()
case $type in
  app-image) rm -rf "$dest/faultline" ;;
  deb) extra+=(--linux-deb-maintainer maintainers@faultline.dev --linux-menu-group "Network;Development" --linux-shortcut --license-file "$root/LICENSE") ;;
  rpm) extra+=(--linux-menu-group "Network;Development" --linux-shortcut --license-file "$root/LICENSE") ;;
  *) extra+=(--license-file "$root/LICENSE") ;;
esac
[ "$type" = app-image ] || extra+=(--file-associations "$here/pcap.properties" --file-associations "$here/pcapng.properties")

# The program first, then what wraps it: between them a rehearsed start leaves its AOT cache (JEP 514) beside the jars.
# A cache that does not fit, as when an installer changed the jars' dates, is passed over in silence.
packaged=()
for option in "${options[@]}" '-XX:AOTCache=$APPDIR/faultline.aot' -Xlog:disable; do
  packaged+=(--java-options "$option")
done
"$JAVA_HOME/bin/jpackage" --type app-image --name faultline --app-version "$version" --dest "$work/image" \
  --description "Finds every network error in packets, and who caused it" --vendor Faultline \
  --icon "$icon" --runtime-image "$work/runtime" --input "$work/input" \
  --main-jar faultline-app.jar --main-class dev.faultline.app.launch.Main "${packaged[@]}"

configuration=$(find "$work/image" -name faultline.cfg)
jars=$(dirname "$configuration")
classes=$(sed -n "s|^app.classpath=\$APPDIR[/\\\\]|$jars/|p" "$configuration" | paste -sd "$(case $(uname) in MINGW* | MSYS*) echo ';' ;; *) echo : ;; esac)")
java=$(find "$work/image" -path '*/bin/java' -o -path '*/bin/java.exe' | head -n 1)
if "$java" "${options[@]}" -XX:AOTCacheOutput="$work/aot" -Dglass.platform=Headless -Dprism.order=sw -Djava.awt.headless=true \
  -cp "$classes" dev.faultline.app.launch.Rehearsal "$work/rehearsal" >"$work/rehearsal.log" 2>&1; then
  mv "$work/aot" "$jars/faultline.aot"
else
  cat "$work/rehearsal.log" >&2
  echo "no AOT cache: the rehearsed start failed, see above" >&2
fi

if [ "$type" = app-image ]; then
  mv "$work"/image/faultline* "$dest/"
else
  "$JAVA_HOME/bin/jpackage" --type "$type" --name faultline --app-version "$version" --dest "$dest" \
    --description "Finds every network error in packets, and who caused it" --vendor Faultline \
    --app-image "$(find "$work/image" -maxdepth 1 -name 'faultline*')" "${extra[@]}"
fi
echo "made in $dest:"
ls "$dest"
