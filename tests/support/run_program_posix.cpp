// Runs a program with posix_spawn; input and both outputs go through pipes, served by one poll loop.
#include "tests/support/run_program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>

namespace tamis::tests {

namespace {

struct Pipe {
  int read = -1, write = -1;
  /// With columns what is written to passes for a terminal.
  explicit Pipe(unsigned short columns = 0) {
    std::array<int, 2> ends{};
    if (columns > 0) {
      open_terminal(columns);
      return;
    }
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    read = ends[0];
    write = ends[1];
  }
  void open_terminal(unsigned short columns) {
    read = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (read < 0 || ::grantpt(read) != 0 || ::unlockpt(read) != 0) throw std::runtime_error("no terminal");
    write = ::open(::ptsname(read), O_RDWR | O_NOCTTY | O_CLOEXEC);
    termios mode{};
    ::tcgetattr(write, &mode);
    mode.c_oflag &= ~static_cast<tcflag_t>(OPOST);  // line feeds are line feeds
    ::tcsetattr(write, TCSANOW, &mode);
    const winsize size{24, columns, 0, 0};
    ::ioctl(write, TIOCSWINSZ, &size);
  }
};

void close_end(int& end) {
  if (end >= 0) ::close(end);
  end = -1;
}

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> result;
  for (const std::string& word : words)
    result.push_back(const_cast<char*>(word.c_str()));
  result.push_back(nullptr);
  return result;
}

int spawn(const std::vector<std::string>& command, const std::vector<std::string>& environment, int in, int out,
          int err, const std::string& output_file) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in, 0);
  if (output_file.empty())
    posix_spawn_file_actions_adddup2(&actions, out, 1);
  else
    posix_spawn_file_actions_addopen(&actions, 1, output_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (err >= 0) posix_spawn_file_actions_adddup2(&actions, err, 2);
  // The child shall meet a closed pipe as it would from a shell, whatever this process does.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t process = -1;
  const int failed = ::posix_spawn(&process, command.front().c_str(), &actions, &attributes, pointers(command).data(),
                                   pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failed != 0) throw std::runtime_error("cannot run " + command.front());
  return process;
}

int wait_for(int process, Ran* ran = nullptr) {
  int status = 0;
  rusage used{};
  while (::wait4(process, &status, 0, &used) < 0 && errno == EINTR) {
  }
  if (ran != nullptr) {
    const auto seconds = [](const timeval& time) {
      return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    ran->peak_memory = used.ru_maxrss;
    ran->processor_seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Reads what there is; closes the end when there will be no more.
void take(int& end, std::string& text) {
  std::array<char, 65536> bytes{};
  const ssize_t got = ::read(end, bytes.data(), bytes.size());
  if (got > 0)
    text.append(bytes.data(), static_cast<std::size_t>(got));
  else
    close_end(end);
}

void give(int& end, std::string_view& text) {
  const ssize_t written = text.empty() ? 0 : ::write(end, text.data(), std::min<std::size_t>(text.size(), 4096));
  if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  if (written < 0 || text.empty()) close_end(end);
}

void ignore_closed_pipes() { ::signal(SIGPIPE, SIG_IGN); }

}  // namespace

bool has_posix() { return true; }

Ran run_program(const std::vector<std::string>& command, std::string_view input, const Surroundings& surroundings) {
  ignore_closed_pipes();
  Pipe in(surroundings.input_terminal), out(surroundings.output_terminal), err(surroundings.error_terminal);
  int typed_at = -1;  // a terminal is one only as long as someone may type at it
  if (surroundings.input_terminal > 0) {
    std::swap(in.read, in.write);
    typed_at = ::fcntl(in.write, F_DUPFD_CLOEXEC, 0);
    if (::write(typed_at, "\x04", 1) != 1) throw std::runtime_error("no terminal");
  }
  if (surroundings.close_output) close_end(out.read);
  std::vector<std::string> words = command;
  if (surroundings.data_limit > 0) {
    words = {"/bin/sh", "-c", "ulimit -d " + std::to_string(surroundings.data_limit) + "; exec \"$0\" \"$@\""};
    words.insert(words.end(), command.begin(), command.end());
  }
  const int process = spawn(words, surroundings.environment, in.read, out.write, err.write, surroundings.output_file);
  close_end(in.read);
  close_end(out.write);
  close_end(err.write);
  Ran ran;
  while (in.write >= 0 || out.read >= 0 || err.read >= 0) {
    std::array<pollfd, 3> ends{{{in.write, POLLOUT, 0}, {out.read, POLLIN, 0}, {err.read, POLLIN, 0}}};
    if (::poll(ends.data(), ends.size(), -1) < 0) continue;
    if (ends[0].revents != 0) give(in.write, input);
    if (ends[1].revents != 0) take(out.read, ran.out);
    if (ends[2].revents != 0) take(err.read, ran.err);
  }
  ran.status = wait_for(process, &ran);
  close_end(typed_at);
  return ran;
}

struct Conversation::Program {
  int process, to, from;
  Program(int process_id, int input, int output) : process(process_id), to(input), from(output) {}
};

Conversation::Conversation(const std::vector<std::string>& command) {
  ignore_closed_pipes();
  Pipe in, out;
  program_ = std::make_unique<Program>(spawn(command, {}, in.read, out.write, -1, {}), in.write, out.read);
  close_end(in.read);
  close_end(out.write);
}

Conversation::~Conversation() {
  if (program_) end();
}

void Conversation::say(std::string_view text) const {
  while (!text.empty()) {
    const ssize_t written = ::write(program_->to, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string Conversation::hear() const {
  std::string line;
  pollfd end{program_->from, POLLIN, 0};
  for (char c = 0; ::poll(&end, 1, 10'000) > 0 && ::read(program_->from, &c, 1) == 1 && c != '\n';)
    line += c;
  return line;
}

int Conversation::end() {
  close_end(program_->to);
  close_end(program_->from);
  const int status = wait_for(program_->process);
  program_.reset();
  return status;
}

}  // namespace tamis::tests
