#!/usr/bin/env python3
"""Mutation testing: does a test fail when a line of binder, evaluator or printer is wrong?

mutate.py BUILD-DIRECTORY KEPT-IN COUNT [SEED [FILE…]]

Takes COUNT of all mutants of the files (src/bind, src/evaluate, src/print where none is named), drawn by SEED. Of each, only
the changed source is compiled, without optimisation, and linked with the objects of BUILD-DIRECTORY, where the tests are
built; then the tests are run, the quick ones first, until one fails. A mutant that does not compile is not counted, nor is
one that no test finds and that the compiler, when it optimises, makes the same object of. Ends with the score, killed of all
counted, and with 1 where it is below the goal. Survivors are listed with their line. What was killed stands in
KEPT-IN/mutants.tsv and is not tried again.
"""
import hashlib
import json
import os
import random
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("src/bind", "src/evaluate", "src/print")
GOAL = 80  # of a hundred
# Left out: long tests of other rooms, those that start programs, that measure the stack, and those of data that not every
# checkout has beside it.
LEFT_OUT = "*cli_*,*shell_*,*readme_test*,*documented_test*,*bench_test*,*stack_test*,*complete_test*,*threads_test*," \
           "*conformance_test*"
STACK = "trees deeper than*,machine stack*"
SLOW = "*laws_test*,*trust_test*,*batch_test*,*differential_test*,*small_world_test*"

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


class Build:
    """The tests as they are built, and how one source of them is compiled and linked anew."""

    def __init__(self, directory):
        self.directory = directory
        commands = json.loads((directory / "compile_commands.json").read_text())
        self.compile = {str(Path(c["file"]).relative_to(ROOT)): shlex.split(c["command"]) for c in commands
                        if "tamis_objects.dir" in c["command"]}
        last = subprocess.run(["ninja", "-t", "commands", "tamis_tests"], cwd=directory, check=True,
                              stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1]
        self.link = shlex.split(last.split("&&")[1])  # ": && c++ … && :"

    def object(self, file, source, target, optimised):
        """Compiles a text in the place of the file; the objects of equal texts are equal."""
        words = self.compile[file].copy()
        words[words.index("-c") + 1] = str(source)
        words[words.index("-o") + 1] = str(target)
        if not optimised:
            words = ["-O0" if word == "-O3" else word for word in words]
        return run([*words, "-w"], self.directory, 600)

    def program(self, things, target):
        """Links the tests with these objects, which come before the library that has the files' own."""
        words = self.link.copy()
        words[words.index("-o") + 1] = str(target)
        at = words.index("-o")
        return run([*words[:at], *map(str, things), *words[at:]], self.directory, 600)


def run(command, directory, seconds):
    """Whether it ends with 0; its whole group of processes is ended when the time is over."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=directory, start_new_session=True)
    try:
        return process.wait(timeout=seconds) == 0
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False


def passes(program, directory, seconds):
    tests = [str(program), "--abort-after=1", f"--test-case-exclude={STACK}"]
    return run([*tests, f"--source-file-exclude={LEFT_OUT},{SLOW}"], directory, seconds) \
        and run([*tests, f"--source-file={SLOW}"], directory, seconds)


def time_without(build, place, files):
    """The time of the tests where all of these files are compiled as a mutant is, but are as they are."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    things = [place / (file.replace("/", "_") + ".o") for file in files]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        made = list(threads.map(lambda file, thing: build.object(file, ROOT / file, thing, False), files, things))
    if not all(made) or not build.program(things, place / "tests"):
        sys.exit("the sources cannot be compiled and linked without a mutant")
    begin = time.time()
    if not passes(place / "tests", place, 3600):
        sys.exit("the tests fail without a mutant")
    return time.time() - begin


def try_mutant(build, place, file, number, changed, seconds):
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    try:
        source, thing, program = place / Path(file).name, place / "mutant.o", place / "tests"
        original = (ROOT / file).read_text()
        lines = original.splitlines()
        lines[number] = changed
        source.write_text("\n".join(lines) + "\n")
        if not build.object(file, source, thing, False):
            return "not compiled"
        if not build.program([thing], program):
            sys.exit(f"{file} cannot be linked alone")
        if not passes(program, place, seconds):
            return "killed"
        whole = place / "original.o"
        build.object(file, source, thing, True)
        source.write_text(original)
        build.object(file, source, whole, True)
        return "the same" if thing.read_bytes() == whole.read_bytes() else "survived"
    finally:
        shutil.rmtree(place)


def main():
    directory, kept, count = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), int(sys.argv[3])
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    files = sys.argv[5:] or sorted(str(p.relative_to(ROOT)) for room in ROOMS for p in (ROOT / room).glob("*.cpp"))
    kept.mkdir(parents=True, exist_ok=True)
    build = Build(directory)
    record = kept / "mutants.tsv"
    known = set()
    if record.exists():
        known = {line.split("\t")[0] for line in record.read_text().splitlines()}
    everything = list(all_mutants(files))
    chosen = random.Random(seed).sample(everything, min(count, len(everything)))
    begin = time.time()
    without = time_without(build, kept / "whole", sorted({file for file, *_ in chosen}))
    print(f"{len(chosen)} of {len(everything)} mutants; the tests take {without:.0f} s without one", flush=True)

    def outcome_of(numbered):
        n, (file, number, line, changed, what) = numbered
        key = hashlib.sha256(f"{file}\0{number}\0{line}\0{changed}".encode()).hexdigest()[:16]
        if key in known:
            return "killed"
        outcome = try_mutant(build, kept / str(n), file, number, changed, 60 + 10 * without)
        if outcome == "killed":
            with record.open("a") as out:
                out.write(f"{key}\t{file}:{number + 1}\t{what}\t{changed.strip()}\n")
        if outcome == "survived":
            print(f"survived  {file}:{number + 1}  {what}\n    {line.strip()}\n    {changed.strip()}", flush=True)
        return outcome

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        outcomes = list(threads.map(outcome_of, enumerate(chosen)))
    killed, survived = outcomes.count("killed"), outcomes.count("survived")
    score = 100 * killed / max(1, killed + survived)
    print(f"{killed} of {killed + survived} mutants killed: {score:.1f} % (goal {GOAL}; {outcomes.count('not compiled')} not "
          f"compiled, {outcomes.count('the same')} the same object), {time.time() - begin:.0f} s")
    return 0 if score >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
