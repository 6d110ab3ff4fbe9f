// Signatures of canonical functions in words.
#include "src/bind/signature.hpp"

namespace tamis {
inline namespace v0 {

using grammar::Function;
using grammar::FunctionRow;
using grammar::Operand;
using grammar::Signature;

TypeKind kind_of(Operand operand) noexcept {
  switch (operand) {
    case Operand::string: return TypeKind::string;
    case Operand::int32: return TypeKind::int32;
    case Operand::boolean: return TypeKind::boolean;
    case Operand::decimal: return TypeKind::decimal;
    case Operand::double_: return TypeKind::double_;
    case Operand::date: return TypeKind::date;
    case Operand::date_time_offset: return TypeKind::date_time_offset;
    case Operand::time_of_day: return TypeKind::time_of_day;
    case Operand::duration: return TypeKind::duration;
    default: return TypeKind::dynamic;
  }
}

namespace {

std::string_view word(Operand operand) noexcept {
  switch (operand) {
    case Operand::collection: return "Collection";
    case Operand::ordered_collection: return "ordered Collection";
    case Operand::first: return "the first argument's type";
    case Operand::geo_point: return "point";
    case Operand::geo_polygon: return "polygon";
    case Operand::geo_line_string: return "line string";
    default: return edm_name(kind_of(operand));
  }
}

std::string signature_text(const FunctionRow& row, const Signature& signature) {
  std::string text(row.name);
  text += '(';
  for (std::size_t i = 0; i < row.most; ++i) {
    text += i >= row.least ? "[, " : i > 0 ? ", " : "";
    text += word(signature.parameters[i]);
    if (i >= row.least) text += ']';
  }
  return text + "): " + std::string(word(signature.result));
}

}  // namespace

std::string signature_text(const FunctionRow& row) {
  if (row.id == Function::cast) return "cast(type): type; cast(value, type): type";
  if (row.id == Function::isof) {
    const std::string result(word(Operand::boolean));
    return "isof(type): " + result + "; isof(value, type): " + result;
  }
  if (row.id == Function::case_) return "case(condition:value, …): the values' type";
  std::string text = signature_text(row, row.signatures[0]);
  if (row.signatures[1].result != Operand::none) text += "; " + signature_text(row, row.signatures[1]);
  return text;
}

}  // namespace v0
}  // namespace tamis
