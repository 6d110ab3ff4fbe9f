// The two forms that a shaped record is put together in: text, and boost::json::value. Both offer the same members.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "src/compile/program.hpp"
#include "src/evaluate/record.hpp"
#include "src/json/document.hpp"

namespace tamis {
inline namespace v0 {

/// Text: names and values as they stand in the document.
class TextOutput {
 public:
  using Piece = std::string;  ///< a computed value
  TextOutput(const json::Document& document, std::string& out) : document_(document), out_(out) {}

  void open(bool object) { out_ += object ? '{' : '['; }
  void close(bool object) { out_ += object ? '}' : ']'; }
  /// Starts the member whose value stands at the node.
  void member(std::uint64_t value, std::string_view name);
  void item() { separate(); }
  void copy(std::uint64_t node);
  /// The number of items of the collection at the node, under the member's name and what follows it.
  void count(std::uint64_t value, std::string_view name, std::string_view suffix, std::uint64_t number);
  Piece piece(const Value& value, const Program& program, const TapeRecord& record) const;
  void computed(std::string_view name, Piece&& piece);

 private:
  void separate();
  std::string_view name_text(std::uint64_t value) const;
  const json::Document& document_;
  std::string& out_;
};

class ValueOutput {
 public:
  using Piece = boost::json::value;

  void open(bool object);
  void close(bool object);
  void member(std::uint64_t, std::string_view name) { name_ = name; }
  void item() {}
  void copy(std::uint64_t node) { put(ValueRecord::value(node)); }
  void count(std::uint64_t, std::string_view name, std::string_view suffix, std::uint64_t number);
  Piece piece(const Value& value, const Program& program, const ValueRecord&) const;
  void computed(std::string_view name, Piece&& piece);
  boost::json::value take() { return std::move(result_); }

 private:
  void put(boost::json::value value);
  struct Open {
    std::string name;  ///< in the parent, when that is an object
    boost::json::value value;
  };
  std::vector<Open> open_;
  std::string name_;
  boost::json::value result_;
};

}  // namespace v0
}  // namespace tamis
