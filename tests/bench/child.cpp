// fork and exec; a pipe for the output; wait4 for the processor time.
#include "tests/bench/child.hpp"

#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <stdexcept>

namespace tamis::bench {

namespace {

[[noreturn]] void become(const std::vector<std::string>& command, int output, bool one_core) {
  std::vector<char*> arguments;
  for (const std::string& argument : command)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  ::dup2(output, STDOUT_FILENO);
  if (one_core) {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(static_cast<std::size_t>(::sched_getcpu()), &cores);
    ::sched_setaffinity(0, sizeof cores, &cores);
  }
  ::execvp(arguments[0], arguments.data());
  ::_exit(127);
}

double processor_seconds(const rusage& used) {
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
       + 1e-6 * static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

}  // namespace

ChildRun run_child(const std::vector<std::string>& command, Clock clock, bool one_core) {
  ChildRun run;
  std::array<int, 2> pipe{};
  if (::pipe(pipe.data()) != 0) throw std::runtime_error("no pipe");
  const double start = now(Clock::wall);
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no child process");
  if (child == 0) become(command, pipe[1], one_core);
  ::close(pipe[1]);
  std::array<char, 4096> buffer;
  for (ssize_t got; (got = ::read(pipe[0], buffer.data(), buffer.size())) > 0;)
    run.output.append(buffer.data(), static_cast<std::size_t>(got));
  ::close(pipe[0]);
  int status = 0;
  rusage used{};
  ::wait4(child, &status, 0, &used);
  run.seconds = clock == Clock::wall ? now(Clock::wall) - start : processor_seconds(used);
  run.ended_well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return run;
}

bool is_installed(const std::string& program) {
  const char* const path = std::getenv("PATH");
  std::istringstream folders(path ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');)
    if (::access((std::filesystem::path(folder) / program).c_str(), X_OK) == 0) return true;
  return false;
}

}  // namespace tamis::bench
