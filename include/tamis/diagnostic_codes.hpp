// The one table of diagnostic codes: word, meaning, remedy, an example text that gives it. The enumeration, the
// names, the tests and the reference page are all made from it.
#pragma once

#include <cstdint>

// clang-format off
/// TAMIS_CODE(identifier, "word", "meaning", "remedy", "example")
#define TAMIS_DIAGNOSTIC_CODES(TAMIS_CODE) \
  TAMIS_CODE(syntax,               "syntax",               "the text is not of the language; the place is the furthest byte understood", "write at the caret what the message expects", "status eq") \
  TAMIS_CODE(unterminated_string,  "unterminated-string",  "a quoted text has no closing quote", "close the quote; a quote inside the text is written twice", "status eq 'New") \
  TAMIS_CODE(invalid_encoding,     "invalid-encoding",     "a percent sequence or the UTF-8 of the text is malformed", "write a percent sign as %25, any other byte as % and two hexadecimal digits, text as UTF-8", "$filter=name eq '%G1'") \
  TAMIS_CODE(invalid_literal,      "invalid-literal",      "a literal has the right shape but no value: a day that does not exist, a number out of range", "write a value that exists", "createdDateTime gt 2023-02-29T00:00:00Z") \
  TAMIS_CODE(surrounding_blanks,   "surrounding-blanks",   "blanks around the text are not part of the language and were ignored", "remove the blanks", " status eq 'New'") \
  TAMIS_CODE(missing_blank,        "missing-blank",        "an operator needs a blank beside it; the text was read as if it had one", "put a blank beside the operator", "(status eq 'New')and(type eq 'Shared')") \
  TAMIS_CODE(missing_question_mark,"missing-question-mark","a URL has query options but no question mark before them", "put a question mark in front of the first option", "https://example.com/referrals$filter=true") \
  TAMIS_CODE(unknown_segment,      "unknown-segment",      "a segment of a URL's path looks like a misspelt one of the service", "use the suggested segment", "https://api.partner.microsoft.com/v1.0/engagments/referrals") \
  TAMIS_CODE(unknown_option,       "unknown-option",       "a name with a dollar sign that is no system query option", "use a system query option, or leave out the dollar sign of a custom option", "$filtre=true") \
  TAMIS_CODE(duplicate_option,     "duplicate-option",     "a system query option or alias given twice", "join the conditions with and, or remove one of the two", "$top=1&$top=2") \
  TAMIS_CODE(duplicate_name,       "duplicate-name",       "a name of $compute that a property or another computed name has already", "choose another name behind 'as'", "$compute=length(name) as name") \
  TAMIS_CODE(unknown_property,     "unknown-property",     "a name that the type does not have", "use a property of the type: `tamis schema` lists them", "statuss eq 'New'") \
  TAMIS_CODE(unknown_function,     "unknown-function",     "a function that neither the standard nor the schema has", "use a function of the standard or of the schema", "lenght(name) eq 1") \
  TAMIS_CODE(unknown_member,       "unknown-member",       "an enumeration has no member of this name", "use a member of the enumeration", "status eq 'Nwe'") \
  TAMIS_CODE(unknown_type,         "unknown-type",         "a type name that the schema does not have", "use a type of the schema or an Edm type", "cast(id,Edm.Strin) eq 'x'") \
  TAMIS_CODE(type_mismatch,        "type-mismatch",        "an operator or function cannot take operands of these types", "compare values of one type; cast(value,Type) converts", "name gt 5") \
  TAMIS_CODE(wrong_argument_count, "wrong-argument-count", "a function got too few or too many arguments", "pass the arguments that the function takes", "length(name,1) eq 1") \
  TAMIS_CODE(not_a_collection,     "not-a-collection",     "a lambda operator or $count on a single value", "use the property itself", "name/any()") \
  TAMIS_CODE(through_collection,   "through-collection",   "a path goes through a collection without any, all or $count", "ask about the items: path/any(x:x/name eq …)", "team/email eq 'x'") \
  TAMIS_CODE(invalid_path,         "invalid-path",         "a path goes on after a value that has no members", "end the path at the value", "status/name eq 'x'") \
  TAMIS_CODE(not_sortable,         "not-sortable",         "the service does not order by this property", "order by what the service orders by, or order locally", "$orderby=status") \
  TAMIS_CODE(not_filterable,       "not-filterable",       "the service does not filter by this property", "filter by another property, or filter locally", "") \
  TAMIS_CODE(not_documented,       "not-documented",       "the service is not documented to take this; it may refuse it", "prefer a documented property, or be ready for a refusal", "$filter=name eq 'x'") \
  TAMIS_CODE(not_supported_by_service, "not-supported-by-service", "the service does not take this query option", "leave the option out, or apply it locally", "$search=x") \
  TAMIS_CODE(unsupported,          "unsupported",          "right by the standard, but not supported here", "write it in another way", "$apply=groupby((status))") \
  TAMIS_CODE(unsupported_pattern,  "unsupported-pattern",  "a regular expression uses what the engine does not have", "write the pattern without look-around and back-references", "") \
  TAMIS_CODE(invalid_argument,     "invalid-argument",     "a value that the operation cannot take, such as a negative length", "pass a value that the operation can take", "substring('abc',1,-1) eq ''") \
  TAMIS_CODE(division_by_zero,     "division-by-zero",     "an integer division or remainder by zero", "divide by something else, or use divby, which gives INF or NaN", "1 div 0 eq 1") \
  TAMIS_CODE(overflow,             "overflow",             "a result that no type can hold", "compute with smaller numbers, or with doubles", "") \
  TAMIS_CODE(alias_cycle,          "alias-cycle",          "parameter aliases that refer to one another in a circle", "give one of the aliases a value of its own", "$filter=@a&@a=@b&@b=@a") \
  TAMIS_CODE(too_long,             "too-long",             "the text is longer than the limit", "shorten the text, or raise Limits::bytes", "") \
  TAMIS_CODE(too_deep,             "too-deep",             "the text is nested deeper than the limit", "use fewer parentheses, or raise Limits::depth", "") \
  TAMIS_CODE(too_many_nodes,       "too-many-nodes",       "the text has more parts than the limit", "split the query, or raise Limits::nodes", "") \
  TAMIS_CODE(too_many_items,       "too-many-items",       "a list has more items than the limit", "split the list, or raise Limits::in_items", "") \
  TAMIS_CODE(budget_exceeded,      "budget-exceeded",      "the evaluation of one record took more steps than the limit", "simplify the filter, or raise Limits::steps", "") \
  TAMIS_CODE(invalid_data,         "invalid-data",         "a record has a value of another type than the schema says", "mend the record, or load the schema that it follows", "") \
  TAMIS_CODE(malformed_data,       "malformed-data",       "the data are not JSON, or are cut short", "mend the file", "") \
  TAMIS_CODE(surprising_precedence,"surprising-precedence","the text is right but binds in another way than most authors mean", "write the parentheses that say what is meant", "not status eq 'New'") \
  TAMIS_CODE(always_true,          "always-true",          "a condition that every record meets", "leave the condition out, or mend it", "1 eq 1") \
  TAMIS_CODE(always_false,         "always-false",         "a condition that no record can meet", "join alternatives with or; mend the condition otherwise", "status eq 'New' and status eq 'Active'") \
  TAMIS_CODE(repeated_condition,   "repeated-condition",   "the same condition stands twice", "remove one of the two, or mend the one that was meant to differ", "status eq 'New' or status eq 'New'") \
  TAMIS_CODE(keeps_null,           "keeps-null",           "a comparison with ne, which records without the value meet as well",        "and also with `ne null` where they are not wanted", "status ne 'New'") \
  TAMIS_CODE(recommended_option,   "recommended-option",   "the service recommends an option that the query does not have",              "add the option", "$top=10") \
  TAMIS_CODE(invalid_schema,       "invalid-schema",       "a metadata document is not a schema", "mend the document at the place shown", "")
// clang-format on

namespace tamis {
inline namespace v0 {

/// What kind of thing a diagnostic reports. The words (name(Code)) are stable, the numbers are not.
enum class Code : std::uint8_t {
#define TAMIS_CODE(identifier, word, meaning, remedy, example) identifier,
  TAMIS_DIAGNOSTIC_CODES(TAMIS_CODE)
#undef TAMIS_CODE
};

}  // namespace v0
}  // namespace tamis
