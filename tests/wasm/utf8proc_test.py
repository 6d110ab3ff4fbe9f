"""The functions that src/wasm/utf8proc.py writes are those of utf8proc, for every code point and some that are none:
utf8proc_test.py WRITTEN.c INCLUDE-DIRECTORY OUTPUT.so. Needs a compiler and Debian's libutf8proc."""
import ctypes
import os
import subprocess
import sys

NAMES = ("utf8proc_category", "utf8proc_charwidth", "utf8proc_tolower", "utf8proc_toupper")


def main(written, include, library):
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", f"-I{include}", written, "-o", library], check=True)
    ours, theirs = ctypes.CDLL(os.path.abspath(library)), ctypes.CDLL("libutf8proc.so.2")
    code_points = [*range(0x110000), -1, 0x110000, 0x7FFFFFFF]
    for name in NAMES:
        one, other = getattr(ours, name), getattr(theirs, name)
        for code_point in code_points:
            if one(code_point) != other(code_point):
                sys.exit(f"{name}({code_point:#x}) is {one(code_point)}, of utf8proc {other(code_point)}")
    print(f"{len(NAMES)} functions of utf8proc, {len(code_points)} numbers: 0 differ")


main(*sys.argv[1:])
