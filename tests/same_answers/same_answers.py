"""The same lines through the program and through the C library: same_answers.py LIBRARY PROGRAM [ARGUMENT…]

LIBRARY may also be the WebAssembly package, named by its tamis.js: Node runs it then.

About 2,000 lines: the texts of tests/cases, as they stand and with random edits (always the same), each checked as what
it is and, where it is an expression, evaluated. `tamis check --lines` and `tamis eval --lines` must answer with the same
bytes as tamis_check_answer and tamis_evaluate_answer. PROGRAM may be several words: `wine tamis.exe`.
"""
import base64
import ctypes
import glob
import json
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
KINDS = ["query", "url", "filter", "expression", "orderby", "select", "expand", "compute", "search", "literal"]
ENCODED, SERVICE_RULES = 1, 4
WANTED = 2000


class Options(ctypes.Structure):
    _fields_ = [("struct_size", ctypes.c_size_t), ("allocator", ctypes.c_void_p), ("limits", ctypes.c_void_p),
                ("type", ctypes.c_char_p), ("type_size", ctypes.c_size_t),
                ("silenced", ctypes.c_char_p), ("silenced_size", ctypes.c_size_t),
                ("base", ctypes.c_char_p), ("base_size", ctypes.c_size_t),
                ("flags", ctypes.c_uint32), ("as_", ctypes.c_int32)]


class Piece(ctypes.Structure):
    _fields_ = [("data", ctypes.c_char_p), ("size", ctypes.c_size_t)]


def csdl_of(name):
    """The document of a schema of the case files."""
    return sorted(glob.glob(f"{TESTS}/data/{name}.csdl.*"))[-1]  # XML where there are both


class Library:
    """The functions of the C interface that are asked here."""

    def __init__(self, path):
        self.c = ctypes.CDLL(path)
        for name in ("tamis_text_data", "tamis_text_size"):
            getattr(self.c, name).restype = ctypes.c_size_t
            getattr(self.c, name).argtypes = [ctypes.c_void_p]

    def made(self, function, *arguments):
        """Calls a function whose last argument is where its result goes."""
        result = ctypes.c_void_p()
        status = getattr(self.c, function)(*arguments, ctypes.byref(result))
        if status != 0:
            sys.exit(f"{function}: status {status}")
        return result

    def take(self, text):
        data = ctypes.string_at(self.c.tamis_text_data(text), self.c.tamis_text_size(text))
        self.c.tamis_text_free(text)
        return data

    def schema(self, name):
        if name == "referral":
            return self.made("tamis_schema_referral", None)
        if name == "none":
            return self.made("tamis_schema_none", None)
        with open(csdl_of(name), "rb") as file:
            document = file.read()
        schema = ctypes.c_void_p()
        status = self.c.tamis_schema_from_csdl(ctypes.byref(Piece(document, len(document))), ctypes.c_size_t(1), None,
                                               ctypes.byref(schema), None, None)
        if status != 0:
            sys.exit(f"{name}: status {status}")
        return schema

    def options(self, kind, flags, type_name):
        options = Options(flags=flags, as_=KINDS.index(kind) if kind else 0, type=type_name, type_size=len(type_name))
        options.struct_size = ctypes.sizeof(Options)
        return ctypes.byref(options)

    def check(self, schema, kind, flags, lines):
        options = self.options(kind, flags, b"")
        return [self.take(self.made("tamis_check_answer", schema, line, ctypes.c_size_t(len(line)), options))
                for line in lines]

    def evaluate(self, schema, type_name, records, lines):
        context = self.made("tamis_context_new", None)
        options = self.options(None, 0, type_name)
        answers = []
        for line in lines:
            answer = ctypes.c_void_p()
            status = self.c.tamis_evaluate_answer(schema, line, ctypes.c_size_t(len(line)), options, context, records,
                                                  ctypes.c_size_t(len(records)), ctypes.byref(answer), None)
            if status != 0:
                sys.exit(f"{line!r}: status {status}")
            answers.append(self.take(answer))
        self.c.tamis_context_free(context)
        return answers


class Module:
    """The same of the WebAssembly package, through answers.mjs."""

    def __init__(self, path):
        self.node = subprocess.Popen(["node", f"{HERE}/answers.mjs", os.path.abspath(path)], stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE)

    def ask(self, **job):
        self.node.stdin.write(json.dumps(job).encode() + b"\n")
        self.node.stdin.flush()
        answer = self.node.stdout.readline()
        if not answer:
            sys.exit("the module has ended")
        return [base64.b64decode(line) for line in json.loads(answer)]

    def schema(self, name):
        if name not in ("referral", "none"):
            with open(csdl_of(name), encoding="utf-8") as file:
                self.ask(schema=name, csdl=file.read())
        return name

    def check(self, schema, kind, flags, lines):
        return self.ask(schema=schema, kind=kind, encoded=flags & ENCODED != 0, serviceRules=flags & SERVICE_RULES != 0,
                        lines=[base64.b64encode(line).decode() for line in lines])

    def evaluate(self, schema, type_name, records, lines):
        return self.ask(schema=schema, type=type_name.decode(), records=base64.b64encode(records).decode(),
                        lines=[base64.b64encode(line).decode() for line in lines])


def one_line(text):
    return "\n" not in text and not text.endswith("\r")


def edited(line, chance):
    """A line with one to three random edits."""
    bytes_ = bytearray(line)
    pieces = [b"(", b")", b"'", b" ", b"eq", b" and ", b",", b"/", b"%", b"\xc3", b"9", b"$", b"-", b"null", b"@p", b"\x00"]
    for _ in range(chance.randint(1, 3)):
        at = chance.randint(0, len(bytes_))
        what = chance.randint(0, 2)
        if what == 0:
            bytes_[at:at] = chance.choice(pieces)
        elif what == 1:
            del bytes_[at:at + chance.randint(1, 4)]
        else:
            bytes_[at:at + 1] = chance.choice(pieces)
    return bytes(bytes_).replace(b"\n", b" ").rstrip(b"\r")


def add_edited(lines, chance):
    """One edited line for two as they stand."""
    lines += [edited(chance.choice(lines), chance) for _ in range(len(lines) // 2)]


def check_groups():
    """(kind, flags) → lines: all cases."""
    groups = {}
    for path in sorted(glob.glob(f"{TESTS}/cases/*.json")):
        with open(path, encoding="utf-8") as file:
            for case in json.load(file):
                if one_line(case["text"]):
                    key = (case["as"], ENCODED if case.get("encoded") else 0)
                    groups.setdefault(key, []).append(case["text"].encode())
    with open(f"{TESTS}/data/documented-requests.txt", "rb") as file:
        requests = [line for line in file.read().splitlines() if line and not line.startswith(b"#")]
    groups[("query", SERVICE_RULES)] = requests + [b"x" * 70000, b""]
    return groups


def evaluation_groups():
    """(schema, type, records) → lines. The clock is left out: it goes on between two calls."""
    groups = {}
    for path in sorted(glob.glob(f"{TESTS}/cases/evaluation/*.json")):
        with open(path, encoding="utf-8") as file:
            for group in json.load(file):
                lines = [case["expression"] for case in group["cases"]]
                key = (group.get("schema", "every-type"), group.get("type", ""))
                record = group.get("record", {})
                text = record if isinstance(record, str) else json.dumps(record, ensure_ascii=False)
                groups.setdefault(key + (text,), []).extend(
                    line.encode() for line in lines if one_line(line) and "now()" not in line)
    return groups


def program_answers(program, arguments, lines):
    ran = subprocess.run(program + arguments, input=b"".join(line + b"\n" for line in lines), capture_output=True)
    if ran.returncode != 0:
        return None
    return ran.stdout.split(b"\n")[:-1]


def compare(what, lines, expected, found):
    different = 0
    if len(expected) != len(found):
        sys.exit(f"{what}: {len(expected)} answers of the program, {len(found)} of the library")
    for line, theirs, ours in zip(lines, expected, found):
        if theirs != ours:
            different += 1
            print(f"{what}: {line!r}\n  program: {theirs!r}\n  library: {ours!r}")
    return different


def main():
    library = (Module if sys.argv[1].endswith(".js") else Library)(sys.argv[1])
    program = sys.argv[2:]
    chance = random.Random(20)
    different = checked = evaluated = right = 0

    referral = library.schema("referral")
    groups = check_groups()
    evaluations = evaluation_groups()
    for (kind, flags), lines in groups.items():
        add_edited(lines, chance)
        arguments = ["check", "--lines", "--as", kind] + (["--encoded"] if flags == ENCODED else [])
        arguments += [] if flags & SERVICE_RULES else ["--local"]
        expected = program_answers(program, arguments, lines)
        if expected is None:
            sys.exit(f"the program failed: {arguments}")
        found = library.check(referral, kind, flags, lines)
        different += compare(" ".join(arguments), lines, expected, found)
        checked += len(lines)
        right += sum(answer.startswith(b'{"ok":true') for answer in found)

    schemas = {"referral": referral}
    for (name, type_name, record), lines in evaluations.items():
        add_edited(lines, chance)
        if name not in schemas:
            schemas[name] = library.schema(name)
        arguments = ["eval", "--lines"] + (["--type", type_name] if type_name else [])
        if name == "none":
            arguments.append("--no-schema")
        elif name != "referral":
            arguments += ["--schema", csdl_of(name)]
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            file.write(record.encode())
            file.flush()
            expected = program_answers(program, arguments + [file.name], lines)
        if expected is None:
            continue  # a record that is no record: there is nothing to evaluate over
        found = library.evaluate(schemas[name], type_name.encode(), record.encode(), lines)
        different += compare(" ".join(arguments), lines, expected, found)
        evaluated += len(lines)
        right += sum(answer.startswith(b'{"ok":true') for answer in found)

    print(f"{checked + evaluated} lines: {checked} checked, {evaluated} evaluated; {right} of them right, "
          f"{checked + evaluated - right} wrong; {different} answers differ")
    if checked + evaluated < WANTED:
        sys.exit(f"fewer than {WANTED} lines")
    sys.exit(different != 0)


if __name__ == "__main__":
    main()
