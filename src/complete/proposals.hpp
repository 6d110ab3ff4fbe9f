// Proposals: the candidates that begin like the token under the cursor, each tried before it is taken.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "src/complete/place.hpp"
#include "src/complete/surroundings.hpp"
#include "src/complete/trial.hpp"
#include "tamis/complete.hpp"

namespace tamis {
inline namespace v0 {

/// How much a candidate is worth at its place: less is better.
using Worth = int;

class Proposals {
 public:
  Proposals(const Schema& schema, const Trial& trial, Place place, std::string_view token,
            std::vector<std::string> aliases)
      : schema_(schema), trial_(trial), place_(std::move(place)), token_(token), aliases_(std::move(aliases)) {}

  /// All that fit, the best first; without spans.
  std::vector<Candidate> find();

 private:
  /// What is tried once for all candidates of one type: (kind, collection, definition, ordered).
  using Class = std::tuple<TypeKind, bool, std::uint32_t, bool>;
  struct Tried {
    bool right = false;
    bool direct = false;  ///< without a path or an operator behind it
    bool documented = true;
  };
  struct Ranked {
    Worth worth;
    Candidate candidate;
  };

  // proposals.cpp: by place.
  void at_operand();
  void at_operator();
  void at_segment();
  void at_item();
  void at_option_name();
  void at_type();
  void at_range_variable();
  bool is_type_argument() const noexcept;
  bool begins_condition() const noexcept;

  // operands.cpp: by kind.
  void add_properties(const Type& of, bool navigation_only);
  void add_property(const Property& property, bool navigation_only);
  void add_functions();
  void add_service_functions(bool bound);
  void add_members();
  void add_variables();
  void add_words();
  void add_casts(const Type& from);
  void add_computed();

  // Trying.
  bool begins_like_token(std::string_view text) const noexcept;
  bool fits(std::string_view candidate, std::string_view sample);
  Tried try_operand(std::string_view sample, const Type& type, bool ordered);
  Tried try_tails(std::string_view sample, const Type& type);
  bool is_one_by_one() const noexcept;
  const std::vector<std::string>& tails(const Type& type);
  void add(Worth worth, Candidate candidate) { found_.push_back({worth, std::move(candidate)}); }
  void add_word(Worth worth, CandidateKind kind, std::string_view word, std::string_view missing,
                std::string detail = {});

  const Schema& schema_;
  const Trial& trial_;
  Place place_;
  std::string_view token_;
  std::vector<std::string> aliases_;
  Surroundings around_{};
  std::string closing_{}, closing_whole_{};
  std::map<Class, Tried> tried_{};
  std::map<Class, std::vector<std::string>> tails_{};
  std::vector<Ranked> found_{};
};

}  // namespace v0
}  // namespace tamis
