#!/usr/bin/env python3
"""Mutation testing: does a test fail when a line of binder, evaluator or printer is wrong?

mutate.py BUILD-DIRECTORY COUNT [SEED [FILE…]]

Takes COUNT of all mutants of the files (src/bind, src/evaluate, src/print where none is named), drawn by SEED, one after
the other: the line is changed in a copy of the sources below BUILD-DIRECTORY, only its object is built anew, and the test
program is run. A mutant that does not compile, or that the compiler makes the same object of, is not counted. Ends with
the score, killed of all counted; survivors are listed with their line, and kept in BUILD-DIRECTORY/mutants.tsv, where
also those that were tried before stand, which are not tried again.
"""
import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("src/bind", "src/evaluate", "src/print")
COPIED = ("CMakeLists.txt", "CMakePresets.json", ".cmake", "include", "grammar", "src", "tests", "fuzz", "docs",
          "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE")
TIMEOUT = 120  # seconds for the tests; without a mutant they take a tenth of it

# What is replaced by what. Blanks around binary operators keep templates and references out.
RULES = [(" == ", " != "), (" != ", " == "), (" < ", " <= "), (" <= ", " < "), (" > ", " >= "), (" >= ", " > "),
         (" < ", " >= "), (" > ", " <= "), (" && ", " || "), (" || ", " && "), (" + ", " - "), (" - ", " + "),
         (" * ", " + "), (" / ", " * "), (" % ", " / "), ("++", "--"), ("return true", "return false"),
         ("return false", "return true"), ("= true", "= false"), ("= false", "= true"), ("!", ""), (" | ", " & "),
         (" & ", " | "), (" << ", " >> "), ("break;", ";"), ("continue;", ";"), (" += ", " -= "), (" -= ", " += ")]
NUMBER = re.compile(r"(?<![\w.'\"])(\d+)(?![\w.'\"])")
CONDITION = re.compile(r"\b(if|while) \((?!constexpr)(.*)\)( \{| [^{]*;)?$")


def code_part(line):
    """The line without comment and with strings and characters blanked."""
    line = re.sub(r'"(?:[^"\\]|\\.)*"', lambda m: '"' + " " * (len(m[0]) - 2) + '"', line)
    line = re.sub(r"'(?:[^'\\]|\\.)+'", lambda m: "'" + "_" * (len(m[0]) - 2) + "'", line)
    at = line.find("//")
    return line if at < 0 else line[:at]


def mutants_of_line(line):
    code = code_part(line)
    bare = code.strip()
    if not bare or bare.startswith(("#", "static_assert", "template", "using ", "assert", "namespace", "case ")):
        return
    for old, new in RULES:
        at = code.find(old)
        while at >= 0:
            if not (old == "!" and code[at:at + 2] == "!="):
                yield line[:at] + new + line[at + len(old):], f"{old.strip()} → {new.strip() or 'nothing'}"
            at = code.find(old, at + len(old))
    for number in NUMBER.finditer(code):
        new = str(int(number[1]) + 1)
        yield line[:number.start()] + new + line[number.end():], f"{number[1]} → {new}"
    condition = CONDITION.search(code)
    if condition:
        begin, end = condition.start(2), condition.end(2)
        if code[begin:end].count("(") == code[begin:end].count(")") and ";" not in code[begin:end] \
                and not code[begin:end].startswith("const "):
            yield line[:begin] + "!(" + line[begin:end] + ")" + line[end:], "condition negated"


def all_mutants(files):
    for file in files:
        for number, line in enumerate((ROOT / file).read_text().splitlines()):
            for changed, what in mutants_of_line(line):
                yield file, number, line, changed, what


def run(command, timeout=None, cwd=None):
    """Status and output; the whole group of processes is ended on a timeout."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=cwd, start_new_session=True)
    try:
        out, _ = process.communicate(timeout=timeout)
        return process.returncode, out
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return "timeout", b""


def copy_sources(tree):
    tree.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        source, target = ROOT / name, tree / name
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target)  # with their times, so that nothing is built without need
        elif source.exists():
            shutil.copy2(source, target)


def main():
    build_root, count = Path(sys.argv[1]).resolve(), int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    files = sys.argv[4:] or sorted(str(p.relative_to(ROOT)) for room in ROOMS for p in (ROOT / room).glob("*.cpp"))
    tree, build = build_root / "tree", build_root / "build"
    copy_sources(tree)
    subprocess.run(["cmake", "-G", "Ninja", "-S", str(tree), "-B", str(build), "-DCMAKE_BUILD_TYPE=Release",
                    "-DTAMIS_BUILD_PROGRAM=OFF"],
                   check=True, stdout=subprocess.DEVNULL)
    compile_all = ["cmake", "--build", str(build), "--target", "tamis_tests"]
    tests = [str(build / "tamis_tests"), "--abort-after=1", "--no-path-filenames=true"]
    # Without those that start programs: they are of other rooms and take half of the time.
    tests += ["--source-file-exclude=*cli_*,*readme_test*,*documented_test*,*bench_test*,*stack_test*"]
    status, out = run(compile_all)
    if status != 0:
        sys.exit(out.decode(errors="replace")[-3000:])
    begin = time.time()
    status, out = run(tests, cwd=tree)
    if status != 0:
        sys.exit("the tests fail without a mutant:\n" + out.decode(errors="replace")[-3000:])
    print(f"the tests take {time.time() - begin:.1f} s without a mutant", flush=True)

    record = build_root / "mutants.tsv"
    known = {}
    if record.exists():
        for line in record.read_text().splitlines():
            key, outcome, *_ = line.split("\t")
            known[key] = outcome
    everything = list(all_mutants(files))
    chosen = random.Random(seed).sample(everything, min(count, len(everything)))
    print(f"{len(chosen)} of {len(everything)} mutants", flush=True)
    tally = {"killed": 0, "survived": 0, "not compiled": 0, "same": 0}
    for file, number, line, changed, what in chosen:
        key = hashlib.sha256(f"{file}\0{number}\0{line}\0{changed}".encode()).hexdigest()[:16]
        outcome = known.get(key)
        if outcome is None:
            outcome = try_mutant(tree, build, file, number, changed, compile_all, tests)
            with record.open("a") as out:
                out.write(f"{key}\t{outcome}\t{file}:{number + 1}\t{what}\t{changed.strip()}\n")
        tally[outcome] += 1
        if outcome == "survived":
            print(f"survived  {file}:{number + 1}  {what}\n    {line.strip()}\n    {changed.strip()}", flush=True)
    counted = tally["killed"] + tally["survived"]
    score = 100 * tally["killed"] / counted if counted else 0
    print(f"{tally['killed']} of {counted} mutants killed: {score:.1f} % "
          f"({tally['not compiled']} not compiled, {tally['same']} the same object)")
    return 0


def try_mutant(tree, build, file, number, changed, compile_all, tests):
    path = tree / file
    whole = path.read_text()
    lines = whole.splitlines()
    lines[number] = changed
    thing = build / "CMakeFiles/tamis.dir" / (file + ".o")
    before = thing.read_bytes()
    try:
        path.write_text("\n".join(lines) + "\n")
        status, _ = run(compile_all, timeout=600)
        if status != 0:
            return "not compiled"
        if thing.read_bytes() == before:
            return "same"
        status, _ = run(tests, timeout=TIMEOUT, cwd=tree)
        return "survived" if status == 0 else "killed"
    finally:
        path.write_text(whole)
        run(compile_all, timeout=600)


if __name__ == "__main__":
    sys.exit(main())
