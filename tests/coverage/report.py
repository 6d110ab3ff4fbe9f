#!/usr/bin/env python3
"""Lines and branches of include/, src/ and grammar/ that the tests reach: report.py BUILD-DIRECTORY [FILE]

Reads what clang's counters in BUILD-DIRECTORY/profiles say of the test program, the program and the C library. A branch
is one outcome of a condition as it stands in the source: of each operand of && and || as well, and of each case. Of code
that stands in several objects (templates, inline functions) a line or branch counts as reached where one of them reached
it. Ends with 1 where less than the goals was reached. With FILE: the lines of that file that were not reached, and what
its conditions never were.
"""
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOALS = {"lines": 97, "branches": 92}  # of a hundred
VERSION = "-14"


def tool(name, *arguments):
    return subprocess.run([name + VERSION, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout


def place(name):
    """Of a source that is counted, its name from the root on."""
    path = Path(name).resolve()
    if path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in ("include", "src", "grammar"):
        return str(path.relative_to(ROOT))
    return None


def read(build):
    """Of each file, counts by line, and by place of a condition what it was: [true, false]."""
    profiles = [str(path) for path in sorted((build / "profiles").glob("*.profraw"))]
    if not profiles:
        sys.exit(f"no coverage data in {build}")
    merged = str(build / "profiles" / "all.profdata")
    tool("llvm-profdata", "merge", "--sparse", "-o", merged, *profiles)
    objects = [str(build / "tamis_tests"), "-object", str(build / "bin" / "tamis"), "-object", str(build / "libtamis_c.so")]
    export = ["export", "-instr-profile", merged, *objects]
    lines, branches = defaultdict(lambda: defaultdict(int)), defaultdict(lambda: defaultdict(lambda: [0, 0]))
    name = None
    for line in tool("llvm-cov", *export, "-format=lcov").splitlines():
        kind, _, rest = line.partition(":")
        if kind == "SF":
            name = place(rest)
        elif kind == "DA" and name:
            number, count = rest.split(",")[:2]
            lines[name][int(number)] += int(count)
    for file in json.loads(tool("llvm-cov", *export, "-skip-functions", "-skip-expansions"))["data"][0]["files"]:
        name = place(file["filename"])
        if name is None:
            continue
        for line, column, _, end, on_true, on_false, *_ in file["branches"]:
            outcomes = branches[name][line, column, end]
            outcomes[0] += on_true
            outcomes[1] += on_false
    return lines, branches


def show_file(name, lines, branches):
    text = (ROOT / name).read_text().splitlines()
    missing = defaultdict(list)
    for (line, column, end), outcomes in branches.items():
        if 0 in outcomes and lines[line] > 0:
            never = " or ".join(word for word, count in zip(("true", "false"), outcomes) if count == 0)
            missing[line].append(f"{text[line - 1][column - 1:end - 1]}: never {never}")
    for number in sorted({n for n, count in lines.items() if count == 0} | set(missing)):
        print(f"{number:5} {'never' if lines[number] == 0 else '     '} {text[number - 1]}")
        for what in missing[number]:
            print(f"{'':14}{what}")


def main():
    lines, branches = read(Path(sys.argv[1]).resolve())
    if len(sys.argv) > 2:
        show_file(sys.argv[2], lines[sys.argv[2]], branches[sys.argv[2]])
        return 0
    total = [0, 0, 0, 0]
    for name in sorted(lines):
        counts = list(lines[name].values()), [count for outcomes in branches[name].values() for count in outcomes]
        figures = [n for kind in counts for n in (sum(count > 0 for count in kind), len(kind))]
        total = [a + b for a, b in zip(total, figures)]
        shares = [f"{100 * hit / of:6.1f} %" if of else "       –" for hit, of in (figures[:2], figures[2:])]
        print(f"{name:45} lines {figures[0]:5} of {figures[1]:5} {shares[0]}   "
              f"branches {figures[2]:5} of {figures[3]:5} {shares[1]}")
    reached = {"lines": 100 * total[0] / total[1], "branches": 100 * total[2] / total[3]}
    print(f"lines {total[0]} of {total[1]}: {reached['lines']:.2f} % (goal {GOALS['lines']}), "
          f"branches {total[2]} of {total[3]}: {reached['branches']:.2f} % (goal {GOALS['branches']})")
    return 0 if all(reached[kind] >= goal for kind, goal in GOALS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
