#!/usr/bin/env bash
# Renders faultline.svg: faultline-<size>.png (16…512), faultline.ico and faultline.icns.
# Needs rsvg-convert (librsvg2-bin), ImageMagick, and for .icns png2icns (icnsutils).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for size in 16 24 32 48 64 128 256 512; do
  rsvg-convert -w $size -h $size faultline.svg -o faultline-$size.png
done
convert faultline-16.png faultline-24.png faultline-32.png faultline-48.png faultline-64.png faultline-128.png faultline-256.png faultline.ico
png2icns faultline.icns faultline-16.png faultline-32.png faultline-128.png faultline-256.png faultline-512.png >/dev/null
