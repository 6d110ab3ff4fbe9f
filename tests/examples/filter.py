"""A filter from Python with ctypes, without anything built: filter.py [LIBRARY]"""
import ctypes
import ctypes.util
import json
import sys

OK = 0

# The handles are pointers; texts are a pointer and a length.
HANDLE, BYTES, SIZE, INT = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int32
OUT = ctypes.POINTER(ctypes.c_void_p)
FUNCTIONS = {  # name: (result, arguments)
    "tamis_status_name": (BYTES, [INT]),
    "tamis_schema_referral": (INT, [HANDLE, OUT]),
    "tamis_schema_free": (None, [HANDLE]),
    "tamis_context_new": (INT, [HANDLE, OUT]),
    "tamis_context_free": (None, [HANDLE]),
    "tamis_filter_compile": (INT, [HANDLE, BYTES, SIZE, HANDLE, OUT, OUT]),
    "tamis_filter_text": (INT, [HANDLE, ctypes.c_uint32, OUT]),
    "tamis_filter_match": (INT, [HANDLE, HANDLE, BYTES, SIZE, ctypes.POINTER(INT), OUT]),
    "tamis_filter_free": (None, [HANDLE]),
    "tamis_complete": (INT, [HANDLE, BYTES, SIZE, SIZE, HANDLE, OUT]),
    "tamis_diagnostics_json": (INT, [HANDLE, OUT]),
    "tamis_diagnostics_free": (None, [HANDLE]),
    "tamis_text_data": (HANDLE, [HANDLE]),
    "tamis_text_size": (SIZE, [HANDLE]),
    "tamis_text_free": (None, [HANDLE]),
}


def load(path):
    library = ctypes.CDLL(path)
    for name, (result, arguments) in FUNCTIONS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


class TamisError(Exception):
    """What is wrong: `diagnostics` are a list of dicts with code, offset, length, message, …"""

    def __init__(self, status, diagnostics):
        super().__init__(status + "".join(": " + d["message"] for d in diagnostics[:1]))
        self.diagnostics = diagnostics


class Filter:
    """A compiled $filter over referrals. Matching is for one thread at a time."""

    def __init__(self, library, text):
        self.api = library
        self.handle, self.context = ctypes.c_void_p(), ctypes.c_void_p()
        schema, diagnostics = ctypes.c_void_p(), ctypes.c_void_p()
        encoded = text.encode()
        self.check(library.tamis_schema_referral(None, schema))
        try:
            self.check(library.tamis_filter_compile(schema, encoded, len(encoded), None, self.handle, diagnostics),
                       diagnostics)
        finally:
            library.tamis_schema_free(schema)
        self.check(library.tamis_context_new(None, self.context))

    def __del__(self):
        self.api.tamis_context_free(self.context)
        self.api.tamis_filter_free(self.handle)

    def check(self, status, diagnostics=None):
        """Frees the diagnostics, and raises them unless all is well."""
        text = ctypes.c_void_p()
        self.api.tamis_diagnostics_json(diagnostics, text)
        listed = json.loads(self.take(text))
        self.api.tamis_diagnostics_free(diagnostics)
        if status != OK:
            raise TamisError(self.api.tamis_status_name(status).decode(), listed)

    def take(self, text):
        """The bytes of a tamis_text, which is freed."""
        data = ctypes.string_at(self.api.tamis_text_data(text), self.api.tamis_text_size(text))
        self.api.tamis_text_free(text)
        return data.decode()

    def __str__(self):
        text = ctypes.c_void_p()
        self.check(self.api.tamis_filter_text(self.handle, 0, text))
        return self.take(text)

    def __call__(self, record):
        encoded = json.dumps(record).encode()
        matches, diagnostics = ctypes.c_int32(), ctypes.c_void_p()
        self.check(self.api.tamis_filter_match(self.handle, self.context, encoded, len(encoded), matches,
                                                   diagnostics), diagnostics)
        return bool(matches.value)


def complete(library, query):
    """What may be written at the end of a query: dicts with insert, offset, length, kind, …"""
    schema, text, encoded = ctypes.c_void_p(), ctypes.c_void_p(), query.encode()
    if library.tamis_schema_referral(None, schema) != OK:
        raise MemoryError
    status = library.tamis_complete(schema, encoded, len(encoded), len(encoded), None, text)
    library.tamis_schema_free(schema)
    if status != OK:
        raise TamisError(library.tamis_status_name(status).decode(), [])
    candidates = json.loads(ctypes.string_at(library.tamis_text_data(text), library.tamis_text_size(text)))
    library.tamis_text_free(text)
    return candidates


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else ctypes.util.find_library("tamis_c")
    library = load(path)
    is_new = Filter(library, "(status) eq 'New' and not contains(name,'test')")
    print(is_new)
    referrals = [{"id": "1", "status": "New", "name": "a"}, {"id": "2", "status": "Closed", "name": "b"}]
    print([referral["id"] for referral in filter(is_new, referrals)])
    try:
        Filter(library, "statuss eq 'New'")
    except TamisError as error:
        print(error)
        print(error.diagnostics[0]["suggestion"])
    print([candidate["insert"] for candidate in complete(library, "$filter=status eq 'N")])


if __name__ == "__main__":
    main()
