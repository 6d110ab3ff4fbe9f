// Writing schemas: the model becomes CSDL JSON; CSDL XML is another way of writing that.
#pragma once

#include <boost/json.hpp>
#include <string>

#include <tamis/schema.hpp>

namespace tamis {
inline namespace v0 {
namespace csdl {

/// write.cpp: the CSDL JSON of a schema, with all names qualified by their namespaces.
boost::json::object document_of(const Schema::Data& data);

/// write_text.cpp: the two ways of writing what document_of() makes.
std::string json_text(const boost::json::object& document);
std::string xml_text(const boost::json::object& document);

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
