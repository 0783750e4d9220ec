"""Builds ``simplified.txt``: the characters that search takes for one another.

Source: OpenCC 1.4.2 (Apache-2.0), its character table from traditional to simplified, asked
character by character; of several simplified forms OpenCC names the usual one first. Kept is what
both ways lies in Unicode's first plane: beyond it stand characters that no newspaper's font has.
Two lines: the characters, and below each its simplified form. Run it again for another version::

    pip install opencc && python generator/text/data/build_simplified.py
"""

from __future__ import annotations

from pathlib import Path

IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))
LAST_OF_PLANE = "\uffff"


def main() -> None:
    """Write the table beside this script; the same version gives the same bytes."""
    from opencc import OpenCC  # type: ignore[import-not-found]  # no dependency of ours

    convert = OpenCC("t2s").convert
    forms = {}
    for char in (chr(code) for block in IDEOGRAPHS for code in block):
        image = convert(char)
        if image != char and len(image) == 1 and image <= LAST_OF_PLANE:
            forms[char] = image
    # 薴 is simplified to 苧, and an older 苧 to 苎: all three are to be found by each.
    forms = {char: forms.get(image, image) for char, image in forms.items()}
    lines = ("".join(side) for side in zip(*forms.items(), strict=True))
    target = Path(__file__).with_name("simplified.txt")
    target.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
