// What the program asks of the system: Windows. Its functions take UTF-16, and the standard streams would turn line
// feeds into two characters.
#include "src/cli/system.hpp"

#define WIN32_LEAN_AND_MEAN
#include <windows.h>
// windows.h goes first
#include <fcntl.h>
#include <io.h>
#include <shellapi.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

namespace tamis::cli::system {

const char* const end_key = "Ctrl-Z and Enter";

namespace {

/// A console as it was found.
struct Console {
  HANDLE handle = INVALID_HANDLE_VALUE;
  DWORD mode = 0;
};
Console found_error;
UINT found_code_page = 0;

void change_back() {
  if (found_error.handle != INVALID_HANDLE_VALUE) ::SetConsoleMode(found_error.handle, found_error.mode);
  if (found_code_page != 0) ::SetConsoleOutputCP(found_code_page);
}

std::wstring wide(std::string_view text) {
  const int size = static_cast<int>(text.size());
  std::wstring out(static_cast<std::size_t>(::MultiByteToWideChar(CP_UTF8, 0, text.data(), size, nullptr, 0)), L'\0');
  ::MultiByteToWideChar(CP_UTF8, 0, text.data(), size, out.data(), static_cast<int>(out.size()));
  return out;
}

std::string narrow(std::wstring_view text) {
  const int size = static_cast<int>(text.size());
  const int bytes = ::WideCharToMultiByte(CP_UTF8, 0, text.data(), size, nullptr, 0, nullptr, nullptr);
  std::string out(static_cast<std::size_t>(bytes), '\0');
  ::WideCharToMultiByte(CP_UTF8, 0, text.data(), size, out.data(), bytes, nullptr, nullptr);
  return out;
}

HANDLE handle_of(int file) noexcept { return reinterpret_cast<HANDLE>(::_get_osfhandle(file)); }

/// Nothing where it is no regular file.
std::optional<std::uint64_t> size_of(HANDLE file) noexcept {
  LARGE_INTEGER size{};
  if (::GetFileType(file) != FILE_TYPE_DISK || ::GetFileSizeEx(file, &size) == 0) return std::nullopt;
  return static_cast<std::uint64_t>(size.QuadPart);
}

}  // namespace

void prepare() {
  for (const int file : {standard_input, standard_output, standard_error})
    ::_setmode(file, _O_BINARY);
  if (!is_terminal(standard_output) && !is_terminal(standard_error)) return;
  found_code_page = ::GetConsoleOutputCP();
  ::SetConsoleOutputCP(CP_UTF8);
  found_error.handle = handle_of(standard_error);
  if (::GetConsoleMode(found_error.handle, &found_error.mode) != 0)  // colours and progress are control sequences
    ::SetConsoleMode(found_error.handle, found_error.mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
  else
    found_error.handle = INVALID_HANDLE_VALUE;
  std::atexit(change_back);
}

std::vector<std::string> arguments(int, char**) {
  int count = 0;
  std::vector<std::string> words;
  wchar_t** const wide_words = ::CommandLineToArgvW(::GetCommandLineW(), &count);
  for (int i = 0; i < count; ++i)
    words.push_back(narrow(wide_words[i]));
  ::LocalFree(wide_words);
  return words;
}

int open(const std::string& name) { return ::_wopen(wide(name).c_str(), _O_RDONLY | _O_BINARY | _O_NOINHERIT); }

void close(int file) noexcept { ::_close(file); }

std::ptrdiff_t read(int file, char* to, std::size_t most) {
  return ::_read(file, to, static_cast<unsigned>(std::min<std::size_t>(most, 1U << 20U)));
}

std::ptrdiff_t write(int file, std::string_view bytes) {
  constexpr std::size_t most = 32'000;  // more a console may not take at once
  DWORD written = 0;
  if (::WriteFile(handle_of(file), bytes.data(), static_cast<DWORD>(std::min(bytes.size(), most)), &written, nullptr)
      != 0)
    return static_cast<std::ptrdiff_t>(written);
  switch (::GetLastError()) {
    case ERROR_NO_DATA:
    case ERROR_BROKEN_PIPE:
    case ERROR_PIPE_NOT_CONNECTED: errno = EPIPE; break;
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL: errno = ENOSPC; break;
    case ERROR_INVALID_HANDLE: errno = EBADF; break;
    default: errno = EIO;
  }
  return -1;
}

std::int64_t bytes_ready(int file) {
  constexpr DWORD moment = 1;  // a millisecond: for who writes to a pipe to fill it again
  const HANDLE handle = handle_of(file);
  if (const auto size = size_of(handle))
    return std::max<std::int64_t>(static_cast<std::int64_t>(*size) - ::_lseeki64(file, 0, SEEK_CUR), 0);
  if (::GetFileType(handle) != FILE_TYPE_PIPE) return 0;
  DWORD bytes = 0;
  for (int looked = 0; looked < 2 && bytes == 0; ++looked) {
    if (looked > 0) ::Sleep(moment);
    if (::PeekNamedPipe(handle, nullptr, 0, nullptr, &bytes, nullptr) == 0) return 0;
  }
  return bytes;
}

std::optional<std::uint64_t> file_size(const std::string& name) {
  if (name == "-") return size_of(handle_of(standard_input));
  struct _stat64 status {};
  if (::_wstat64(wide(name).c_str(), &status) != 0 || (status.st_mode & _S_IFMT) != _S_IFREG) return std::nullopt;
  return static_cast<std::uint64_t>(status.st_size);
}

bool is_terminal(int file) noexcept {
  DWORD mode = 0;
  return ::GetConsoleMode(handle_of(file), &mode) != 0;  // the run-time library's _isatty is true of NUL, too
}

std::size_t columns(int file) noexcept {
  CONSOLE_SCREEN_BUFFER_INFO screen{};
  if (::GetConsoleScreenBufferInfo(handle_of(file), &screen) == 0) return 80;
  return static_cast<std::size_t>(screen.srWindow.Right - screen.srWindow.Left + 1);
}

std::filesystem::path path(const std::string& name) { return wide(name); }

std::string name(const std::filesystem::path& path) { return narrow(path.native()); }

bool ends_with_separator(std::string_view name) noexcept { return name.ends_with('/') || name.ends_with('\\'); }

}  // namespace tamis::cli::system
