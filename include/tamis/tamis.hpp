// tamis: compile, check, print and evaluate OData query options. Includes all of the public headers.
#pragma once

#include <tamis/answer.hpp>
#include <tamis/apply_text.hpp>
#include <tamis/check.hpp>
#include <tamis/complete.hpp>
#include <tamis/diagnostic.hpp>
#include <tamis/evaluation.hpp>
#include <tamis/filter.hpp>
#include <tamis/limits.hpp>
#include <tamis/match_records.hpp>
#include <tamis/pages.hpp>
#include <tamis/parse.hpp>
#include <tamis/print.hpp>
#include <tamis/query.hpp>
#include <tamis/read.hpp>
#include <tamis/result.hpp>
#include <tamis/schema.hpp>
#include <tamis/schema_builder.hpp>
#include <tamis/tree.hpp>
#include <tamis/trust.hpp>
#include <tamis/type.hpp>
