// Trust: how much of a text is looked at before it is believed to be right.
#pragma once

#include <cstdint>

namespace tamis {
inline namespace v0 {

/// What is taken on trust about records that are given as text.
enum class Trust : std::uint8_t {
  /// Every byte of every record is validated, and of members of one name the last counts. The default.
  nothing,
  /// The text is right JSON in UTF-8, no object has two members of one name, values are of the types of the schema, and
  /// each line of NDJSON that begins with `{` and ends with `}` is one record. A record is read only as far as it takes
  /// to decide, and not at all if it has nowhere a text that the condition needs; what is not read is not looked at, so
  /// what is wrong there goes unnoticed. Of members of one name the first counts. Of texts that
  /// are as they are trusted to be every answer is that of the default; what is wrong and is noticed is an error as it
  /// is there. Never a crash, whatever the text.
  input
};

}  // namespace v0
}  // namespace tamis
