/* tamis in C: compile, check, print and evaluate OData query options.
 *
 * C99 and C++. The functions stand in libtamis_c, a shared library that exports nothing else, and in libtamis.
 *
 * Binary interface. A program that was compiled with this header runs with every later libtamis_c of the same SONAME
 * (libtamis_c.so.0): what stands here is never changed or removed, only added to, and each addition raises
 * TAMIS_ABI_VERSION. Structures that a caller fills begin with their size, so that they can grow: set `struct_size` to
 * sizeof the structure and all else to zero, which means the default. A library that is older than the header refuses,
 * with TAMIS_MISUSE, a structure in which something is set that it does not know.
 *
 * Texts are UTF-8, given as a pointer and a length in bytes; no NUL is needed or looked for, and the pointer may be
 * NULL where the length is 0. They are read during the call and not kept. TAMIS_LITERAL("…") writes both for a string
 * literal.
 *
 * Results come through pointers. An object that a call makes belongs to the caller, who gives it back to the …_free of
 * its type, in any order: objects that need one another share it. Each …_free takes NULL. A call that fails sets its
 * results to NULL or 0. Pointers that a call hands out into an object (…_data, …_get) live as long as the object.
 *
 * Failures are statuses. NULL where an object or a result is asked for, and values that are not listed here, are
 * TAMIS_MISUSE; an object that was freed is undefined. No C++ exception leaves a function. A `diagnostics` argument may
 * be NULL where the reasons are not wanted; else it is set to an object, or to NULL when there is nothing to say.
 *
 * Threads. There is no global state. Objects but contexts never change once made: any number of threads may use one at
 * once, and free what they own. A tamis_context is for one thread at a time. Allocators and callbacks are called on the
 * thread that calls the function.
 */
#ifndef TAMIS_TAMIS_H
#define TAMIS_TAMIS_H

#include <stddef.h>
#include <stdint.h>

#if !defined(TAMIS_API) /* what exports a function, where the linker is not told */
#  if defined(__GNUC__) && !defined(_WIN32)
#    define TAMIS_API __attribute__((visibility("default")))
#  else
#    define TAMIS_API
#  endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- versions, statuses ---------------------------------------------------------------------------------------- */

/* Of this header; tamis_abi_version() tells the library's, which must not be lower. */
#define TAMIS_ABI_VERSION 2u

TAMIS_API uint32_t tamis_abi_version(void);

/* The version of the library, such as "0.1.0". */
TAMIS_API const char* tamis_version(void);

/* How a call ended: numbers up to 4 are the exit statuses of the program. */
typedef int32_t tamis_status;
enum {
  TAMIS_OK = 0,
  TAMIS_MISUSE = 2,        /* the call itself is wrong: NULL, or a value out of its range */
  TAMIS_WRONG_QUERY = 3,   /* the text is wrong, or cannot be applied here: see the diagnostics */
  TAMIS_WRONG_DATA = 4,    /* a record, a parameter or a metadata document is: see the diagnostics */
  TAMIS_LIMIT = 6,         /* a text or an evaluation is over one of the limits: see the diagnostics */
  TAMIS_OUT_OF_MEMORY = 7, /* an allocator gave NULL, or the memory of the process is used up */
  TAMIS_INTERNAL = 8       /* an error of the library: please report it */
};

/* The name of a status for messages, such as "wrong query"; of other numbers "unknown status". */
TAMIS_API const char* tamis_status_name(tamis_status status);

/* A string literal as the two arguments that a text is given by. */
#define TAMIS_LITERAL(text) ("" text), (sizeof(text) - 1)

/* ---- objects --------------------------------------------------------------------------------------------------- */

typedef struct tamis_text tamis_text;               /* a text that a call hands out */
typedef struct tamis_diagnostics tamis_diagnostics; /* what is wrong, or worth knowing, and where */
typedef struct tamis_schema tamis_schema;           /* the types that texts are checked against */
typedef struct tamis_filter tamis_filter;           /* a compiled $filter */
typedef struct tamis_expression tamis_expression;   /* a compiled expression of any type */
typedef struct tamis_query tamis_query;             /* a compiled set of query options */
typedef struct tamis_context tamis_context;         /* scratch memory, parameters and options of evaluations */
typedef struct tamis_matches tamis_matches;         /* which records of an input met a filter */

/* Where an object's memory comes from. Objects copy it; `context` must outlive them. What is made from an object (its
 * texts, the diagnostics of a call with it) comes from the same allocator, of several objects in a call from the
 * context's.
 *
 * It covers the objects of this header themselves, and the bytes of texts and match lists. It does not cover what
 * the C++ library inside allocates on its own account: schemas, compiled expressions, words of diagnostics and the
 * scratch memory of contexts come from the process's operator new, whose failure is TAMIS_OUT_OF_MEMORY as well. */
typedef struct tamis_allocator {
  size_t struct_size;
  /* `alignment` is a power of two, at most that of the C type max_align_t; NULL when there is no memory. */
  void* (*allocate)(void* context, size_t size, size_t alignment);
  /* What allocate gave, with the same size and alignment. Must not fail. */
  void (*deallocate)(void* context, void* memory, size_t size, size_t alignment);
  void* context;
} tamis_allocator;

/* What a text or a record may cost; 0 means the default, which stands behind each. A record that is too long or too
 * deep is TAMIS_WRONG_DATA, all else TAMIS_LIMIT. */
typedef struct tamis_limits {
  size_t struct_size;
  uint32_t bytes;             /* longest text: 64 KiB */
  uint32_t depth;             /* brackets, arguments and prefix operators inside one another: 100 */
  uint32_t nodes;             /* parts of an expression: 8192 */
  uint32_t in_items;          /* items of one list: 4096 */
  uint32_t lambda_depth;      /* any and all inside one another: 8 */
  uint32_t identifier_length; /* characters of a name: 128 */
  uint32_t record_depth;      /* arrays and objects of a record inside one another: 100 */
  uint32_t reserved;          /* zero */
  uint64_t steps;             /* of the evaluation of one record: 1,000,000 */
  uint64_t record_bytes;      /* longest record: 16 MiB */
} tamis_limits;

/* ---- texts ----------------------------------------------------------------------------------------------------- */

/* The bytes, with a NUL behind them that does not count; "" for NULL. */
TAMIS_API const char* tamis_text_data(const tamis_text* text);
/* How many; 0 for NULL. */
TAMIS_API size_t tamis_text_size(const tamis_text* text);
TAMIS_API void tamis_text_free(tamis_text* text);

/* An OData string literal of any text: in single quotes, each quote doubled. Not percent-encoded. `allocator` may be
 * NULL, here and below: then it is malloc. */
TAMIS_API tamis_status tamis_quote(const char* text, size_t text_size, const tamis_allocator* allocator,
                                   tamis_text** quoted);
/* A text percent-encoded for the value of a query option. */
TAMIS_API tamis_status tamis_percent_encode(const char* text, size_t text_size, const tamis_allocator* allocator,
                                            tamis_text** encoded);

/* ---- diagnostics ----------------------------------------------------------------------------------------------- */

enum { TAMIS_ERROR = 0, TAMIS_WARNING = 1, TAMIS_NOTE = 2 };

/* One diagnostic. The library fills it as far as `struct_size` says; its texts end with a NUL and belong to the
 * diagnostics object. */
typedef struct tamis_diagnostic {
  size_t struct_size;
  int32_t severity;        /* TAMIS_ERROR, … */
  int32_t has_place;       /* whether the three last members are known */
  uint64_t offset, length; /* in bytes of the text as given */
  const char* code;        /* a stable word, such as "unknown-property" */
  const char* message;     /* one sentence, without a full stop */
  const char* suggestion;  /* what to write instead, or "" */
  uint64_t data_offset;    /* where in the data the value at fault stands: bytes from 0 */
  uint64_t data_line;      /* from 1 */
  uint64_t data_column;    /* in bytes, from 1 */
} tamis_diagnostic;

/* How many there are; 0 for NULL. */
TAMIS_API size_t tamis_diagnostics_count(const tamis_diagnostics* diagnostics);
/* One of them, by its number from 0. TAMIS_MISUSE where there is none of this number. */
TAMIS_API tamis_status tamis_diagnostics_get(const tamis_diagnostics* diagnostics, size_t number,
                                             tamis_diagnostic* diagnostic);
/* All as a JSON array of objects: severity, code, offset, length, message, and where there are any notes, suggestion
 * and fixes, each an edit {offset, length, replacement}. The same that the program writes. "[]" for NULL. */
TAMIS_API tamis_status tamis_diagnostics_json(const tamis_diagnostics* diagnostics, tamis_text** json);
/* All as pictures for a person: the message, the line with carets under the place, hints. Safe to print to a terminal.
 * Of NULL: no text. */
enum { TAMIS_RENDER_COLOR = 1 }; /* with ANSI colours */
TAMIS_API tamis_status tamis_diagnostics_render(const tamis_diagnostics* diagnostics, uint32_t flags,
                                                tamis_text** picture);
TAMIS_API void tamis_diagnostics_free(tamis_diagnostics* diagnostics);

/* ---- schemas --------------------------------------------------------------------------------------------------- */

/* The embedded schema of Partner Center referrals. */
TAMIS_API tamis_status tamis_schema_referral(const tamis_allocator* allocator, tamis_schema** schema);
/* No schema: every name is a property, types are found out at run time. */
TAMIS_API tamis_status tamis_schema_none(const tamis_allocator* allocator, tamis_schema** schema);

/* A piece of text, where several are given. */
typedef struct tamis_piece {
  const char* data;
  size_t size;
} tamis_piece;

/* A schema from its CSDL documents, XML or JSON, 4.0 and 4.01: the first, and those that it refers to. Wrong ones are
 * TAMIS_WRONG_DATA; `wrong_document`, which may be NULL, is set to the number of the document that the diagnostics are
 * about, from 0. */
TAMIS_API tamis_status tamis_schema_from_csdl(const tamis_piece* documents, size_t document_count,
                                              const tamis_allocator* allocator, tamis_schema** schema,
                                              size_t* wrong_document, tamis_diagnostics** diagnostics);

enum { TAMIS_CSDL_JSON_FORM = 0, TAMIS_CSDL_XML_FORM = 1 };
/* The schema as one CSDL 4.01 document. */
TAMIS_API tamis_status tamis_schema_csdl(const tamis_schema* schema, int32_t form, tamis_text** document);
TAMIS_API void tamis_schema_free(tamis_schema* schema);

/* ---- checking a text ------------------------------------------------------------------------------------------- */

/* What a text is read as: the program's --as. */
enum {
  TAMIS_AS_QUERY = 0, /* a query string, or a URL whose part after the first ? is one */
  TAMIS_AS_URL = 1,   /* a URL, relative or not, or a pasted `GET … HTTP/1.1` line */
  TAMIS_AS_FILTER = 2,
  TAMIS_AS_EXPRESSION = 3,
  TAMIS_AS_ORDERBY = 4,
  TAMIS_AS_SELECT = 5,
  TAMIS_AS_EXPAND = 6,
  TAMIS_AS_COMPUTE = 7,
  TAMIS_AS_SEARCH = 8,
  TAMIS_AS_LITERAL = 9
};

enum {
  TAMIS_ENCODED = 1,        /* the text is percent-encoded, as queries always are; what check writes will be, too */
  TAMIS_PLUS_IS_BLANK = 2,  /* read + as a blank when decoding */
  TAMIS_SERVICE_RULES = 4,  /* also what the service is known to accept; queries and URLs only */
  TAMIS_SYNTAX_ONLY = 8,    /* check: stop after the parser, no names, no types */
  TAMIS_WRITE_ENCODED = 16, /* check: write the canonical form percent-encoded, as queries always are */
  TAMIS_WRITE_V4_0 = 32     /* check: write the syntax of OData 4.0; what that does not have is an error */
};

/* How a text is read. NULL in its place means a structure of zeros. */
typedef struct tamis_options {
  size_t struct_size;
  const tamis_allocator* allocator; /* of what is made; NULL: malloc */
  const tamis_limits* limits;       /* NULL: the defaults */
  const char* type;                 /* the type that the text ranges over, or (check) that a literal must be of;
                                       none: that of the schema's first entity set */
  size_t type_size;
  const char* silenced; /* codes of warnings and notes to leave out, with commas between them */
  size_t silenced_size;
  const char* base; /* check: put in front of a query that has no scheme and host of its own */
  size_t base_size;
  uint32_t flags; /* TAMIS_ENCODED, …; those marked `check` are misuse elsewhere */
  int32_t as;     /* check, complete and tree: TAMIS_AS_…; misuse elsewhere */
} tamis_options;

/* Checks a text and writes it in its canonical form. `canonical` may be NULL. With TAMIS_OK the diagnostics are
 * warnings and notes. */
TAMIS_API tamis_status tamis_check(const tamis_schema* schema, const char* text, size_t text_size,
                                   const tamis_options* options, tamis_text** canonical,
                                   tamis_diagnostics** diagnostics);

/* The same as one JSON object, which is what `tamis check --lines --local` answers to such a line:
 * {"ok":true,"canonical":"…","diagnostics":[…]} or {"ok":false,"diagnostics":[…]}. TAMIS_OK whatever it says. */
TAMIS_API tamis_status tamis_check_answer(const tamis_schema* schema, const char* text, size_t text_size,
                                          const tamis_options* options, tamis_text** answer);

/* ---- for editors ----------------------------------------------------------------------------------------------- */

/* What may be written at `offset`, a byte of the text (beyond its end: at the end): a JSON array, the best first, which
 * is what `tamis complete --json --local` writes. Of each candidate it has kind, label, insert, the offset and the
 * length of the bytes that `insert` replaces, and where there are any detail and documentation. "[]" where nothing is
 * known that may stand there; a text that is wrong is no failure. `options` as for tamis_check, with TAMIS_ENCODED,
 * TAMIS_PLUS_IS_BLANK and TAMIS_SERVICE_RULES; a base and codes to silence are misuse. The array belongs to the caller,
 * needs neither the schema nor the text any more, and any number of threads may complete with one schema. Since
 * TAMIS_ABI_VERSION 2. */
TAMIS_API tamis_status tamis_complete(const tamis_schema* schema, const char* text, size_t text_size, size_t offset,
                                      const tamis_options* options, tamis_text** candidates);

/* The syntax tree of a text as JSON, without a schema: {"kind":…,"name":…,"offset":…,"length":…,"children":[…]}, which
 * is what `tamis ast --json` writes. Of `options`, all but `as`, limits, TAMIS_ENCODED and TAMIS_PLUS_IS_BLANK is
 * misuse. Since TAMIS_ABI_VERSION 2. */
TAMIS_API tamis_status tamis_tree(const char* text, size_t text_size, const tamis_options* options, tamis_text** tree,
                                  tamis_diagnostics** diagnostics);

/* ---- contexts -------------------------------------------------------------------------------------------------- */

enum { TAMIS_ABSENT_NULL = 0, TAMIS_ABSENT_UNKNOWN = 1, TAMIS_ABSENT_ERROR = 2 };

typedef struct tamis_context_options {
  size_t struct_size;
  const tamis_allocator* allocator; /* NULL: malloc */
  const tamis_limits* limits;       /* of evaluations and of reading; NULL: the defaults */
  int32_t absent;                   /* what a member that a record does not have stands for: TAMIS_ABSENT_… */
  int32_t reserved;                 /* zero */
  /* The instant that now() returns, in nanoseconds since 1970-01-01T00:00:00Z; NULL: the system's clock. */
  int64_t (*clock)(void* user);
  /* The order of strings: negative, 0, positive; NULL: by code point. */
  int32_t (*collation)(void* user, const char* a, size_t a_size, const char* b, size_t b_size);
  void* user; /* handed to both */
} tamis_context_options;

/* A context for the evaluations of one thread. Using one again and again spares memory to be allocated. `options` may
 * be NULL. Callbacks must not throw, and must not use the context that calls them. */
TAMIS_API tamis_status tamis_context_new(const tamis_context_options* options, tamis_context** context);

/* Gives a parameter alias, named with its @, a value for all evaluations from now on: JSON in the form of a record's
 * members, such as "\"New\"" or 1000. A name that is none is TAMIS_MISUSE, what is no JSON TAMIS_WRONG_DATA. Whether
 * the value is of the type that the alias is compared with shows at the evaluation. */
TAMIS_API tamis_status tamis_context_bind(tamis_context* context, const char* name, size_t name_size, const char* json,
                                          size_t json_size, tamis_diagnostics** diagnostics);
/* Takes that back, if there is such a value. */
TAMIS_API tamis_status tamis_context_unbind(tamis_context* context, const char* name, size_t name_size);
TAMIS_API void tamis_context_free(tamis_context* context);

/* ---- filters --------------------------------------------------------------------------------------------------- */

/* Reads, checks and compiles the value of $filter. With TAMIS_OK the diagnostics are warnings and notes. */
TAMIS_API tamis_status tamis_filter_compile(const tamis_schema* schema, const char* text, size_t text_size,
                                            const tamis_options* options, tamis_filter** filter,
                                            tamis_diagnostics** diagnostics);

enum {
  TAMIS_FORM_ENCODED = 1, /* percent-encoded, ready for the query part of a URL */
  TAMIS_FORM_V4_0 = 2     /* in the syntax of OData 4.0 */
};
/* The canonical text. `form`: 0, or these added up. */
TAMIS_API tamis_status tamis_filter_text(const tamis_filter* filter, uint32_t form, tamis_text** text);

/* Sets `matches` to 1 if the record, a JSON object, meets the filter, else to 0. All of it must be JSON; only what the
 * filter asks for is held against the schema. */
TAMIS_API tamis_status tamis_filter_match(const tamis_filter* filter, tamis_context* context, const char* record,
                                          size_t record_size, int32_t* matches, tamis_diagnostics** diagnostics);

enum { TAMIS_GO_ON = 0, TAMIS_STOP = 1 }; /* what callbacks return */

/* A record of an input. Belongs to the caller of the callback that gets it. */
typedef struct tamis_record {
  const char* json; /* its own text; no NUL behind it */
  size_t size;
  uint64_t index;        /* among the records of the input, from 0 */
  uint64_t offset;       /* in bytes from the start of the input; of gzip data, in what they stand for */
  uint64_t line, column; /* from 1; the column in bytes */
} tamis_record;

/* How the records of an input are laid out. */
enum { TAMIS_NO_RECORDS = 0, TAMIS_NDJSON = 1, TAMIS_ARRAY = 2, TAMIS_RESPONSE = 3, TAMIS_OBJECT = 4 };

/* What was read. The library fills it as far as `struct_size` says. */
typedef struct tamis_summary {
  size_t struct_size;
  int32_t layout;       /* TAMIS_NDJSON, … */
  int32_t stopped;      /* 1: a callback asked to stop */
  uint64_t records;     /* read, whether they matched or not */
  uint64_t matched;     /* called back */
  uint64_t passed_over; /* faults that `on_fault` wanted passed over */
} tamis_summary;

typedef int32_t (*tamis_on_record)(void* user, const tamis_record* record);
/* Takes what is wrong with a record. TAMIS_GO_ON: pass over it, if that is possible; TAMIS_STOP: the call fails with
 * it. */
typedef int32_t (*tamis_on_fault)(void* user, const tamis_diagnostics* fault);

/* Calls back for each record of an input that meets the filter, in order. The input is an OData response, an array, one
 * object, or objects with blanks or line feeds between them (NDJSON), told apart by content, gzip data too. `on_fault`
 * and `summary` may be NULL: then the first fault ends it. Records in front of a fault have been called back. */
TAMIS_API tamis_status tamis_filter_match_each(const tamis_filter* filter, tamis_context* context, const char* input,
                                               size_t input_size, tamis_on_record on_record, tamis_on_fault on_fault,
                                               void* user, tamis_summary* summary, tamis_diagnostics** diagnostics);

/* A record that met a filter. */
typedef struct tamis_match {
  uint64_t index;        /* among the records of the input, from 0 */
  uint64_t offset, size; /* its own text in the input, in bytes; of gzip data, in what they stand for */
} tamis_match;

/* The same without a callback: which records meet the filter, in order. */
TAMIS_API tamis_status tamis_filter_find(const tamis_filter* filter, tamis_context* context, const char* input,
                                         size_t input_size, tamis_matches** matches, tamis_diagnostics** diagnostics);
/* How many; 0 for NULL. */
TAMIS_API size_t tamis_matches_count(const tamis_matches* matches);
/* All of them, one behind the other; NULL when there is none. */
TAMIS_API const tamis_match* tamis_matches_data(const tamis_matches* matches);
TAMIS_API void tamis_matches_free(tamis_matches* matches);

TAMIS_API void tamis_filter_free(tamis_filter* filter);

/* ---- expressions ----------------------------------------------------------------------------------------------- */

/* As tamis_filter_compile, for an expression of any type. */
TAMIS_API tamis_status tamis_expression_compile(const tamis_schema* schema, const char* text, size_t text_size,
                                                const tamis_options* options, tamis_expression** expression,
                                                tamis_diagnostics** diagnostics);
/* As tamis_filter_text. */
TAMIS_API tamis_status tamis_expression_text(const tamis_expression* expression, uint32_t form, tamis_text** text);
/* The value over a record, a JSON object, as JSON: plain digits for exact numbers; OData text in a string for dates,
 * times, durations, guids, binary values, enumeration members, NaN and the infinities. */
TAMIS_API tamis_status tamis_expression_evaluate(const tamis_expression* expression, tamis_context* context,
                                                 const char* record, size_t record_size, tamis_text** value,
                                                 tamis_diagnostics** diagnostics);
TAMIS_API void tamis_expression_free(tamis_expression* expression);

/* Compiles an expression and evaluates it over each record of an input (as tamis_filter_match_each reads it): one JSON
 * object, which is what `tamis eval --lines` answers to such a line. {"ok":true,"values":[…],"diagnostics":[…]}, or
 * {"ok":false,"diagnostics":[…]} with the number of the record that it failed on as `record`. TAMIS_OK whatever it
 * says; TAMIS_WRONG_DATA when the input cannot be read. */
TAMIS_API tamis_status tamis_evaluate_answer(const tamis_schema* schema, const char* text, size_t text_size,
                                             const tamis_options* options, tamis_context* context, const char* input,
                                             size_t input_size, tamis_text** answer, tamis_diagnostics** diagnostics);

/* ---- queries --------------------------------------------------------------------------------------------------- */

/* As tamis_filter_compile, for a query string, a URL, or a pasted request line. With TAMIS_SERVICE_RULES it is also
 * held against what the service is known to accept. */
TAMIS_API tamis_status tamis_query_compile(const tamis_schema* schema, const char* text, size_t text_size,
                                           const tamis_options* options, tamis_query** query,
                                           tamis_diagnostics** diagnostics);
/* The canonical URL or query string, percent-encoded. `base`, where its size is not 0, is put in front of a query that
 * has no scheme and host of its own. `form`: 0 or TAMIS_FORM_V4_0. */
TAMIS_API tamis_status tamis_query_url(const tamis_query* query, uint32_t form, const char* base, size_t base_size,
                                       tamis_text** url);

typedef struct tamis_apply_options {
  size_t struct_size;
  uint64_t
      page_size; /* the most records of an answer; there is a link to the next page where there are more. 0: no pages */
  const char* base; /* put in front of that link; none: it is as relative as the query */
  size_t base_size;
} tamis_apply_options;

/* What the service would answer from these records, in the layout that they come in: a response for a response; an
 * array for an array and lines for lines, but a response where there are pages; for one object that object, or null
 * where it does not match. Records keep their own text but for what $select, $expand and $compute make of them.
 * `options` may be NULL. What is right but cannot be applied here is TAMIS_WRONG_QUERY. */
TAMIS_API tamis_status tamis_query_apply(const tamis_query* query, tamis_context* context, const char* input,
                                         size_t input_size, const tamis_apply_options* options, tamis_text** answer,
                                         tamis_diagnostics** diagnostics);
TAMIS_API void tamis_query_free(tamis_query* query);

#ifdef __cplusplus
}
#endif

#endif
