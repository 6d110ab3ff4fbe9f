#!/usr/bin/env python3
"""Lines and branches of src/ and grammar/ that the tests reach: report.py BUILD-DIRECTORY [FILE]

Reads what gcov says about the objects in BUILD-DIRECTORY. Branches that only an exception takes are left out, as are
those of static initialisation. Of code that stands in several objects (templates, inline functions) a line or branch
counts as reached where one of them reached it. With FILE: the lines of that file that were not reached, or not in each
direction.
"""
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path


def reports(build):
    data = sorted(Path(build).rglob("*.gcda"))
    if not data:
        sys.exit(f"no coverage data in {build}")
    for path in data:
        out = subprocess.run(["gcov", "--json-format", "--stdout", "--branch-probabilities", str(path)],
                             capture_output=True, text=True)
        for line in out.stdout.splitlines():
            if line.startswith("{"):
                yield json.loads(line)


def main():
    root = Path(__file__).resolve().parents[2]
    build = Path(sys.argv[1])
    lines = defaultdict(lambda: defaultdict(int))
    branches = defaultdict(lambda: defaultdict(int))
    for report in reports(build):
        for file in report["files"]:
            name = file["file"]
            path = Path(name) if Path(name).is_absolute() else Path(report["current_working_directory"]) / name
            try:
                place = path.resolve().relative_to(root)
            except ValueError:
                continue
            if place.parts[0] not in ("src", "grammar", "include"):
                continue
            for line in file["lines"]:
                number = line["line_number"]
                lines[str(place)][number] += line["count"]
                kept = [b for b in line["branches"] if not b["throw"]]
                if len(kept) < 2:
                    continue
                for i, branch in enumerate(kept):
                    branches[str(place)][(number, i)] += branch["count"]
    if len(sys.argv) > 2:
        name = sys.argv[2]
        text = (root / name).read_text().splitlines()
        half = {number for (number, _), count in branches[name].items() if count == 0}
        for number, count in sorted(lines[name].items()):
            if count == 0 or number in half:
                print(f"{'never ' if count == 0 else 'partly'} {number:5} {text[number - 1]}")
        return 0
    total = [0, 0, 0, 0]
    for name in sorted(lines):
        hit, of = sum(c > 0 for c in lines[name].values()), len(lines[name])
        branch_hit, branch_of = sum(c > 0 for c in branches[name].values()), len(branches[name])
        for i, n in enumerate((hit, of, branch_hit, branch_of)):
            total[i] += n
        share = f"{100 * branch_hit / branch_of:6.1f} %" if branch_of else "       –"
        print(f"{name:45} lines {hit:5} of {of:5} {100 * hit / of:6.1f} %   branches {branch_hit:5} of {branch_of:5} {share}")
    print(f"lines {total[0]} of {total[1]}: {100 * total[0] / total[1]:.2f} %, "
          f"branches {total[2]} of {total[3]}: {100 * total[2] / total[3]:.2f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
