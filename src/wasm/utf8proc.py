"""Writes what tamis calls of utf8proc as one C file with tables for that alone, of which utf8proc's are twenty times the
size: utf8proc.py UTF8PROC-DIRECTORY OUTPUT.c. What of its functions is not written here cannot be linked with."""
import re
import sys

CODE_POINTS, BLOCK = 0x110000, 128
ABSENT = "UINT16_MAX"

FUNCTIONS = """
static const struct property *of(utf8proc_int32_t c) {
  return &properties[c < 0 || c >= 0x110000 ? OUTSIDE : indices[blocks[c / BLOCK] * BLOCK + c % BLOCK]];
}
utf8proc_category_t utf8proc_category(utf8proc_int32_t c) { return (utf8proc_category_t)of(c)->category; }
int utf8proc_charwidth(utf8proc_int32_t c) { return of(c)->width; }
utf8proc_int32_t utf8proc_tolower(utf8proc_int32_t c) { return c + of(c)->to_lower; }
utf8proc_int32_t utf8proc_toupper(utf8proc_int32_t c) { return c + of(c)->to_upper; }
"""


def tables(source):
    """The tables of utf8proc_data.c by name: numbers, but of the properties lists of words."""
    found = {name: body for name, body in re.findall(r"utf8proc_(\w+)\[\] = \{(.*?)\};", source, re.S)}
    numbers = {name: [int(n) for n in re.findall(r"\d+", found[name])] for name in ("sequences", "stage1table", "stage2table")}
    properties = [re.split(r",\s*", row) for row in re.findall(r"\{(.*?)\}", found["properties"])]
    if any(len(row) != 17 for row in properties):
        sys.exit("utf8proc.py: the properties are not as in utf8proc 2.8")
    return numbers, properties


def decoded(sequences, index):
    first = sequences[index]
    if first & 0xF800 != 0xD800:
        return first
    return 0x10000 + ((first & 0x3FF) << 10) + (sequences[index + 1] & 0x3FF)


def written(kind, name, values):
    lines = [", ".join(map(str, values[i : i + 24])) for i in range(0, len(values), 24)]
    return f"static const {kind} {name}[] = {{\n" + ",\n".join(lines) + "};\n"


def main(directory, output):
    with open(f"{directory}/utf8proc_data.c", encoding="utf-8") as file:
        numbers, properties = tables(file.read())
    sequences, stage1, stage2 = numbers["sequences"], numbers["stage1table"], numbers["stage2table"]

    def mapped(code_point, word):  # how far it is to another case
        return 0 if word == ABSENT else decoded(sequences, int(word)) - code_point

    def property_of(code_point):  # category, width, to_lower, to_upper
        row = properties[stage2[stage1[code_point >> 8] + (code_point & 0xFF)]]
        return f"{{{row[0]}, {row[14]}, {mapped(code_point, row[7])}, {mapped(code_point, row[6])}}}"

    places, blocks = {}, {}
    indices = [places.setdefault(property_of(c), len(places)) for c in range(CODE_POINTS)]
    outside = places.setdefault(f"{{{properties[0][0]}, {properties[0][14]}, 0, 0}}", len(places))
    block_of = [blocks.setdefault(tuple(indices[i : i + BLOCK]), len(blocks)) for i in range(0, CODE_POINTS, BLOCK)]
    if len(places) > 256:
        sys.exit("utf8proc.py: a byte does not count the properties")
    with open(output, "w", encoding="utf-8") as file:
        file.write('#include "utf8proc.h"\n\n')
        file.write("static const struct property { unsigned char category, width; int to_lower, to_upper; } properties[] = {\n")
        file.write(",\n".join(places) + "};\n")
        file.write(written("unsigned char", "indices", [index for block in blocks for index in block]))
        file.write(written("unsigned short", "blocks", block_of))
        file.write(f"enum {{ BLOCK = {BLOCK}, OUTSIDE = {outside} }};\n" + FUNCTIONS)


main(*sys.argv[1:])
