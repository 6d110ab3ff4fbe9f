// An object of the C interface that is freed at the end of its scope.
#pragma once

#include <tamis/tamis.h>

namespace tamis::tests {

inline void free_object(tamis_text* object) { tamis_text_free(object); }
inline void free_object(tamis_diagnostics* object) { tamis_diagnostics_free(object); }
inline void free_object(tamis_schema* object) { tamis_schema_free(object); }
inline void free_object(tamis_filter* object) { tamis_filter_free(object); }
inline void free_object(tamis_expression* object) { tamis_expression_free(object); }
inline void free_object(tamis_query* object) { tamis_query_free(object); }
inline void free_object(tamis_context* object) { tamis_context_free(object); }
inline void free_object(tamis_matches* object) { tamis_matches_free(object); }

template <typename Object>
class CObject {
 public:
  CObject() = default;
  CObject(CObject&& other) noexcept : object_(other.object_) { other.object_ = nullptr; }
  CObject(const CObject&) = delete;
  CObject& operator=(const CObject&) = delete;
  ~CObject() { free_object(object_); }

  Object* get() const noexcept { return object_; }
  /// Where a call puts another object.
  Object** out() noexcept {
    free_object(object_);
    object_ = nullptr;
    return &object_;
  }

 private:
  Object* object_ = nullptr;
};

/// A structure of zeros that knows its size.
template <typename Structure>
Structure sized() {
  Structure structure{};
  structure.struct_size = sizeof structure;
  return structure;
}

}  // namespace tamis::tests
