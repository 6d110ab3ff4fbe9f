// What the program asks of the system, the same on POSIX (system_posix.cpp) and Windows (system_windows.cpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::cli::system {

constexpr int standard_input = 0, standard_output = 1, standard_error = 2;

/// What a person types to end what is read from a terminal.
extern const char* const end_key;

/// To be called once, first: bytes pass the standard streams unchanged, UTF-8 is shown as such, and a pipe whose reader
/// has gone is told by the write that fails. What it changes of a console it changes back at the end of the program.
void prepare();

/// The words of the command line, in UTF-8.
std::vector<std::string> arguments(int argc, char** argv);

/// Opens a file for reading; -1, and the reason in errno, when it cannot be.
int open(const std::string& name);
void close(int file) noexcept;
/// Reads some bytes, 0 at the end; -1, and the reason in errno, when that fails.
std::ptrdiff_t read(int file, char* to, std::size_t most);
/// Writes some of the bytes; -1, and the reason in errno, when that fails: EPIPE where nobody reads any more.
std::ptrdiff_t write(int file, std::string_view bytes);
/// How many bytes are there to be read, or come within a moment.
std::int64_t bytes_ready(int file);
/// How many bytes a regular file has, `-` being standard input; nothing of anything else.
std::optional<std::uint64_t> file_size(const std::string& name);

bool is_terminal(int file) noexcept;
/// Columns of a terminal; 80 where it does not say.
std::size_t columns(int file) noexcept;

/// File names are in UTF-8 everywhere in the program, with `/` or what else the system takes.
std::filesystem::path path(const std::string& name);
std::string name(const std::filesystem::path& path);
/// Whether a name of a directory ends with a separator.
bool ends_with_separator(std::string_view name) noexcept;

}  // namespace tamis::cli::system
