#!/usr/bin/env python3
"""Makes the fonts of the window from Inter and JetBrains Mono (both under the SIL Open Font License 1.1).

JavaFX cannot switch font features, so they are frozen here: figures of one width, and none of Inter's contextual
alternates (they turn h4x9s into h4×9s, which would falsify the name of a pod), no ligatures of code. A changed font
needs a name of its own: Faultline UI and Faultline Mono. The SemiBold face is made the bold of the family, which is
what -fx-font-weight finds.

Needs fontTools, and the fonts where Debian's packages fonts-inter and fonts-jetbrains-mono put them.
usage: build.py [OUTPUT_DIRECTORY]
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
OUT = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "main/resources/dev/faultline/app/fonts"
INTER = "/usr/share/fonts/opentype/inter/Inter-%s.otf"
JETBRAINS = "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-%s.ttf"

# source, file, family, style, weight
FACES = [
    (INTER % "Regular", "FaultlineUI-Regular.otf", "Faultline UI", "Regular", 400),
    (INTER % "Medium", "FaultlineUI-Medium.otf", "Faultline UI Medium", "Regular", 500),
    (INTER % "SemiBold", "FaultlineUI-SemiBold.otf", "Faultline UI", "Bold", 700),
    (JETBRAINS % "Regular", "FaultlineMono-Regular.ttf", "Faultline Mono", "Regular", 400),
    (JETBRAINS % "Bold", "FaultlineMono-Bold.ttf", "Faultline Mono", "Bold", 700),
]

# Latin, Greek, Cyrillic, punctuation, currency, letterlike, arrows, mathematics, technical, box, shapes, symbols
CODEPOINTS = [
    (0x0020, 0x024F), (0x0250, 0x036F), (0x0370, 0x052F), (0x1E00, 0x1EFF), (0x2000, 0x209F), (0x20A0, 0x20BF),
    (0x2100, 0x214F), (0x2190, 0x22FF), (0x2300, 0x23FF), (0x2500, 0x25FF), (0x2600, 0x27BF), (0xFFFD, 0xFFFD),
]
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl"]


def freeze(font, feature):
    """Makes the characters point at the glyphs that a feature of single substitutions would put in their place."""
    table = font["GSUB"].table
    swaps = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == feature:
            for index in record.Feature.LookupListIndex:
                for part in table.LookupList.Lookup[index].SubTable:
                    swaps.update(getattr(part, "ExtSubTable", part).mapping)
    for encoding in font["cmap"].tables:
        for code, glyph in list(encoding.cmap.items()):
            encoding.cmap[code] = swaps.get(glyph, glyph)


def add_thin_spaces(font):
    """The spaces that part thousands are as wide as every other character of a fixed-width font."""
    for encoding in font["cmap"].tables:
        if encoding.isUnicode():
            encoding.cmap.update({0x2009: "space", 0x202F: "space"})


def rename(font, family, style, weight):
    names = font["name"]
    full = family if style == "Regular" else f"{family} {style}"
    postscript = f"{family}-{style}".replace(" ", "")
    for gone in (16, 17, 18, 21, 22, 25):
        names.removeNames(nameID=gone)
    for number, text in {1: family, 2: style, 3: f"{postscript};faultline", 4: full, 6: postscript}.items():
        names.removeNames(nameID=number)
        names.setName(text, number, 3, 1, 0x409)
        names.setName(text, number, 1, 0, 0)
    bold = style == "Bold"
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x61 | (0x20 if bold else 0x40)
    font["head"].macStyle = 1 if bold else 0
    if "CFF " in font:
        compact = font["CFF "].cff
        compact.fontNames = [postscript]
        compact.topDictIndex[0].FullName = full
        compact.topDictIndex[0].FamilyName = family


def build(source, file, family, style, weight):
    font = TTFont(source, recalcTimestamp=False)
    if "Inter" in source:
        freeze(font, "tnum")
    else:
        add_thin_spaces(font)
    options = subset.Options(layout_features=FEATURES, name_IDs=["*"], notdef_outline=True, hinting=True)
    options.drop_tables += ["DSIG"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in CODEPOINTS for code in range(first, last + 1)])
    subsetter.subset(font)
    rename(font, family, style, weight)
    OUT.mkdir(parents=True, exist_ok=True)
    font.save(OUT / file)


for face in FACES:
    build(*face)
