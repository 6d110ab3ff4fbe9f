// Runs a program on Windows: input and both outputs go through pipes, each served by a thread of its own.
#include "tests/support/run_program.hpp"

#define WIN32_LEAN_AND_MEAN
#include <windows.h>
// windows.h goes first
#include <psapi.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <thread>

namespace tamis::tests {

namespace {

/// Of tests' own words: ASCII, or UTF-8.
std::wstring wide(std::string_view text) {
  const int size = static_cast<int>(text.size());
  std::wstring out(static_cast<std::size_t>(::MultiByteToWideChar(CP_UTF8, 0, text.data(), size, nullptr, 0)), L'\0');
  ::MultiByteToWideChar(CP_UTF8, 0, text.data(), size, out.data(), static_cast<int>(out.size()));
  return out;
}

void close_end(HANDLE& end) {
  if (end != nullptr) ::CloseHandle(end);
  end = nullptr;
}

/// A pipe of which the program gets one end.
struct Pipe {
  HANDLE read = nullptr, write = nullptr;
  explicit Pipe(HANDLE Pipe::*ours) {
    SECURITY_ATTRIBUTES inherited{sizeof inherited, nullptr, TRUE};
    if (::CreatePipe(&read, &write, &inherited, 1U << 16U) == 0) throw std::runtime_error("no pipe");
    ::SetHandleInformation(this->*ours, HANDLE_FLAG_INHERIT, 0);
  }
};

/// One word, so that CommandLineToArgvW reads it as it is: backslashes are doubled in front of a quote only.
std::string quoted_word(std::string_view word) {
  std::string out = "\"";
  std::size_t backslashes = 0;
  for (const char c : word) {
    if (c == '"') out.append(backslashes + 1, '\\');
    backslashes = c == '\\' ? backslashes + 1 : 0;
    out += c;
  }
  return out.append(backslashes, '\\') + '"';
}

/// The environment of this process and `NAME=value` more.
std::wstring environment_with(const std::vector<std::string>& more) {
  std::wstring block;
  wchar_t* const own = ::GetEnvironmentStringsW();
  for (const wchar_t* variable = own; *variable != L'\0'; variable += std::wstring_view(variable).size() + 1)
    block.append(variable).push_back(L'\0');
  ::FreeEnvironmentStringsW(own);
  for (const std::string& variable : more)
    block.append(wide(variable)).push_back(L'\0');
  return block + L'\0';
}

HANDLE spawn(const std::vector<std::string>& command, const std::vector<std::string>& environment, HANDLE in,
             HANDLE out, HANDLE err) {
  std::string line;
  for (const std::string& word : command)
    line += (line.empty() ? "" : " ") + quoted_word(word);
  std::wstring wide_line = wide(line), block = environment_with(environment);
  STARTUPINFOW start{};
  start.cb = sizeof start;
  start.dwFlags = STARTF_USESTDHANDLES;
  start.hStdInput = in;
  start.hStdOutput = out;
  start.hStdError = err;
  PROCESS_INFORMATION made{};
  if (::CreateProcessW(nullptr, wide_line.data(), nullptr, nullptr, TRUE, CREATE_UNICODE_ENVIRONMENT, block.data(),
                       nullptr, &start, &made)
      == 0)
    throw std::runtime_error("cannot run " + command.front());
  ::CloseHandle(made.hThread);
  return made.hProcess;
}

int wait_for(HANDLE process, Ran* ran = nullptr) {
  ::WaitForSingleObject(process, INFINITE);
  DWORD status = 0;
  ::GetExitCodeProcess(process, &status);
  if (ran != nullptr) {
    PROCESS_MEMORY_COUNTERS memory{};
    ::GetProcessMemoryInfo(process, &memory, sizeof memory);
    ran->peak_memory = static_cast<long>(memory.PeakWorkingSetSize / 1024);
    FILETIME began{}, ended{}, system{}, user{};
    ::GetProcessTimes(process, &began, &ended, &system, &user);
    for (const FILETIME& time : {system, user})
      ran->processor_seconds += (time.dwHighDateTime * 4294967296.0 + time.dwLowDateTime) / 1e7;
  }
  ::CloseHandle(process);
  return static_cast<int>(status);
}

/// Reads to the end.
void take_all(HANDLE& end, std::string& text) {
  std::array<char, 65536> bytes{};
  DWORD got = 0;
  while (end != nullptr && ::ReadFile(end, bytes.data(), static_cast<DWORD>(bytes.size()), &got, nullptr) != 0
         && got > 0)
    text.append(bytes.data(), got);
  close_end(end);
}

/// Writes all, or as much as is wanted.
void give_all(HANDLE end, std::string_view text) {
  DWORD written = 0;
  while (
      !text.empty()
      && ::WriteFile(end, text.data(), static_cast<DWORD>(std::min<std::size_t>(text.size(), 65536)), &written, nullptr)
             != 0)
    text.remove_prefix(written);
}

}  // namespace

bool has_posix() { return false; }

Ran run_program(const std::vector<std::string>& command, std::string_view input, const Surroundings& surroundings) {
  if (surroundings.input_terminal + surroundings.output_terminal + surroundings.error_terminal > 0
      || surroundings.data_limit > 0 || !surroundings.output_file.empty())
    throw std::logic_error("terminals, limits and devices are of POSIX");
  Pipe in(&Pipe::write), out(&Pipe::read), err(&Pipe::read);
  if (surroundings.close_output) close_end(out.read);
  const HANDLE process = spawn(command, surroundings.environment, in.read, out.write, err.write);
  close_end(in.read);
  close_end(out.write);
  close_end(err.write);
  Ran ran;
  std::thread writer([&] {
    give_all(in.write, input);
    close_end(in.write);
  });
  std::thread reader([&] { take_all(err.read, ran.err); });
  take_all(out.read, ran.out);
  reader.join();
  writer.join();
  ran.status = wait_for(process, &ran);
  return ran;
}

struct Conversation::Program {
  HANDLE process, to, from;
  Program(HANDLE process_handle, HANDLE input, HANDLE output) : process(process_handle), to(input), from(output) {}
};

Conversation::Conversation(const std::vector<std::string>& command) {
  Pipe in(&Pipe::write), out(&Pipe::read);
  program_ = std::make_unique<Program>(spawn(command, {}, in.read, out.write, ::GetStdHandle(STD_ERROR_HANDLE)),
                                       in.write, out.read);
  close_end(in.read);
  close_end(out.write);
}

Conversation::~Conversation() {
  if (program_) end();
}

void Conversation::say(std::string_view text) const { give_all(program_->to, text); }

std::string Conversation::hear() const {
  std::string line;
  for (int moments = 0; moments < 1000;) {
    DWORD ready = 0, got = 0;
    if (::PeekNamedPipe(program_->from, nullptr, 0, nullptr, &ready, nullptr) == 0) break;
    if (ready == 0) {
      ::Sleep(10);
      ++moments;
      continue;
    }
    char c = 0;
    if (::ReadFile(program_->from, &c, 1, &got, nullptr) == 0 || got == 0 || c == '\n') break;
    line += c;
  }
  return line;
}

int Conversation::end() {
  ::CloseHandle(program_->to);
  ::CloseHandle(program_->from);
  const int status = wait_for(program_->process);
  program_.reset();
  return status;
}

}  // namespace tamis::tests
