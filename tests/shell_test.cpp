// The program's completion of texts and of command lines, in the shells that are installed, and its manual page.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/support/skip.hpp"
#include "tests/support/tamis_program.hpp"

namespace {

using tamis::tests::no_posix;
using tamis::tests::no_program;
using tamis::tests::run_program;
using tamis::tests::TemporaryDirectory;

using Words = std::vector<std::string>;

std::string tamis_out(Words words, int status = 0) {
  words.insert(words.begin(), TAMIS_PROGRAM);
  const auto ended = run_program(words);
  CHECK(ended.status == status);
  if (status == 0) CHECK(ended.err.empty());
  return ended.out;
}

/// What the program answers to a shell: the words alone, without what they are.
Words reply(const Words& words) {
  Words all{"completion", "reply", "--"};
  all.insert(all.end(), words.begin(), words.end());
  std::istringstream lines(tamis_out(all));
  Words out;
  for (std::string line; std::getline(lines, line);)
    out.push_back(line.substr(0, line.find('\t')));
  return out;
}

bool has(const Words& words, const std::string& wanted) {
  return std::find(words.begin(), words.end(), wanted) != words.end();
}

/// A shell, or "" where it is not installed.
std::string find_shell(const std::string& name) {
  if (!tamis::tests::has_posix()) return "";
  for (const auto* directory : {"/bin/", "/usr/bin/", "/usr/local/bin/"})
    if (std::ifstream(directory + name)) return directory + name;
  return "";
}

/// What a script of a shell prints, with the program on its path.
std::string shell_out(const std::string& shell, const std::string& script, const Words& arguments = {}) {
  const std::string program = TAMIS_PROGRAM;
  const std::string path = program.substr(0, program.rfind('/'));
  Words command{"/usr/bin/env", "PATH=" + path + ":/usr/bin:/bin", shell, "-c", script, shell};
  command.insert(command.end(), arguments.begin(), arguments.end());
  const auto ended = run_program(command);
  CHECK(ended.status == 0);
  CHECK(ended.err.empty());
  return ended.out;
}

/// Calls the function that bash calls, with the words of a command line.
std::string bash_replies(const std::string& words) {
  return shell_out(find_shell("bash"),
                   "source <(tamis completion bash); COMP_WORDS=(" + words
                       + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _tamis; printf '%s\\n' \"${COMPREPLY[@]}\"");
}

}  // namespace

TEST_CASE("tamis complete: a candidate a line, or JSON") {
  if (no_program()) return;
  CHECK(tamis_out({"complete", "status eq 'N"})
        == "'None'\tmember\tPartnerCenter.Referrals.ReferralStatus\n'New'\tmember\tPartnerCenter.Referrals.ReferralStatus\n");
  CHECK(tamis_out({"complete", "sta eq 'New'", "--offset", "3"}).starts_with("status\tproperty\t"));
  CHECK(tamis_out({"complete", "--as", "orderby", "createdDateTime d"}) == "desc\tkeyword\n");
  CHECK(tamis_out({"complete", "--as", "query", "$orderby=up"}) == "updatedDateTime\tproperty\tEdm.DateTimeOffset\n");
  CHECK(tamis_out({"complete", "--as", "query", "$orderby=nam"}).empty());
  CHECK(tamis_out({"complete", "--as", "query", "--local", "$orderby=nam"}) == "name\tproperty\tEdm.String\n");
  CHECK(tamis_out({"complete", "--no-schema", "a/an"}) == "any(\tlambda\tany(item:condition): Edm.Boolean\n");
  CHECK(
      tamis_out({"complete", "--json", "favor"})
      == R"([{"kind":"property","label":"favorite","insert":"favorite","offset":0,"length":5,"detail":"Edm.Boolean"}])"
         "\n");
  CHECK(tamis_out({"complete", "--json", "5"}) == "[]\n");
  CHECK(tamis_out({"complete"}, 2).empty());
  CHECK(tamis_out({"complete", "a", "--offset", "-1"}, 2).empty());
}

TEST_CASE("tamis completion: a script takes no further words") {
  CHECK(tamis_out({"completion", "bash", "extra"}, 2).empty());
}

TEST_CASE("tamis completion reply: what a word of a command line may be") {
  if (no_program()) return;
  CHECK(has(reply({""}), "filter"));
  CHECK(reply({"fil"}) == Words{"filter"});
  CHECK(has(reply({"--"}), "--version"));
  CHECK(reply({"filter", "--out"}) == Words{"--output"});
  CHECK(reply({"filter", "--output", "t"}) == Words{"table"});
  CHECK(reply({"filter", "-o", "c"}) == Words{"count"});
  CHECK(reply({"check", "--no-warning", "keeps"}) == Words{"keeps-null"});
  CHECK(reply({"check", "--schema", ""}) == Words{":files"});
  CHECK(reply({"filter", "a eq 1", "x"}) == Words{":files"});
  CHECK(reply({"filter", "status eq 'N"}) == Words{"status eq 'None'", "status eq 'New'"});
  CHECK(reply({"filter", "--output", "count", "favorite a"}) == Words{"favorite and"});
  CHECK(reply({"query", "$filter=favo"}) == Words{"$filter=favorite"});
  CHECK(reply({"query", "$orderby=createdDateTime d"}) == Words{"$orderby=createdDateTime desc"});
  CHECK(reply({"url", "$orderby=nam"}).empty());
  CHECK(reply({"url", "--local", "$orderby=nam"}) == Words{"$orderby=name"});
  CHECK(reply({"check", "--as", "filter", "favo"}) == Words{"favorite"});
  CHECK(reply({"check", "--as=filter", "favo"}) == Words{"favorite"});
  CHECK(reply({"eval", "tolo"}) == Words{"tolower("});
  CHECK(reply({"filter", "--schema", TAMIS_SOURCE_DIR "/tests/data/hiking.csdl.json", "Fam"}) == Words{"FamilyName"});
  CHECK(reply({"completion", ""}) == Words{"bash", "zsh", "fish"});
  CHECK(reply({"nothing", ""}).empty());
  CHECK(reply({}).empty());
}

TEST_CASE("bash completes command lines and the filters in them") {
  if (no_program() || no_posix()) return;
  if (find_shell("bash").empty()) return tamis::tests::skip("bash is not installed");
  CHECK(bash_replies("tamis che") == "check\n");
  CHECK(bash_replies("tamis filter --output js") == "json\n");
  CHECK(bash_replies("tamis filter stat") == "status\nstatusReason\n");
  // What stands in quotes is replaced as a whole; a second reply keeps the quote open.
  CHECK(bash_replies(R"(tamis filter \"'status eq '\''N')") == "status eq 'None'\nstatus eq 'New'\n");
  CHECK(bash_replies(R"(tamis filter \"'favorite a')") == "favorite and\nfavorite and \n");
  CHECK(bash_replies(R"(tamis url \"'\$filter=favo')") == "\\$filter=favorite\n\\$filter=favorite \n");
  CHECK(bash_replies(R"(tamis url \''$filter=favo')") == "$filter=favorite\n$filter=favorite \n");
  CHECK(bash_replies("tamis filter tolowe") == "tolower\\(\n");
  const TemporaryDirectory directory;
  std::ofstream(directory.path() + "/data.json") << "{}";
  CHECK(bash_replies("tamis filter true " + directory.path() + "/da") == directory.path() + "/data.json\n");
}

TEST_CASE("fish completes command lines and the filters in them") {
  if (no_program() || no_posix()) return;
  const std::string fish = find_shell("fish");
  if (fish.empty()) return tamis::tests::skip("fish is not installed");
  const TemporaryDirectory home;
  const auto replies = [&](const std::string& line) {
    return shell_out(fish, "set -x HOME '" + home.path() + "'; tamis completion fish | source; complete -C " + line);
  };
  CHECK(replies("'tamis che'").starts_with("check\t"));
  CHECK(replies("'tamis filter --output js'").starts_with("json"));
  CHECK(replies("'tamis filter favo'").starts_with("favorite\tEdm.Boolean"));
}

TEST_CASE("zsh completes command lines and the filters in them") {
  if (no_program() || no_posix()) return;
  const std::string zsh = find_shell("zsh");
  if (zsh.empty()) return tamis::tests::skip("zsh is not installed");
  // The parts of the completion system that the script uses, standing in for it.
  const auto replies = [&](const std::string& words, const std::string& prefix, const std::string& quote) {
    return shell_out(zsh,
                     "compdef() { : }; compadd() { print -rl -- \"$found[@]\" }; _files() { print FILES }; "
                     "source <(tamis completion zsh); typeset -A compstate; compstate[quote]=\"$1\" PREFIX=\"$2\"; "
                     "words=(tamis "
                         + words + " \"$1$2\"); CURRENT=$#words; _tamis",
                     {quote, prefix});
  };
  CHECK(replies("", "che", "") == "check\n");
  CHECK(replies("filter --output", "js", "") == "json\n");
  CHECK(replies("filter", "status eq 'N", "\"") == "status eq 'None'\nstatus eq 'New'\n");
  CHECK(replies("url", "\\$filter=favo", "\"") == "$filter=favorite\n");
  CHECK(replies("url", "$filter=favo", "'") == "$filter=favorite\n");
  CHECK(replies("filter true", "", "") == "FILES\n");
}

TEST_CASE("the manual page has all commands and options of --help, and roff finds nothing wrong with it") {
  if (no_program()) return;
  const std::string page = tamis_out({"manual"});
  CHECK(page.starts_with(".TH TAMIS 1"));
  std::string shown = page;  // as a reader sees it
  for (std::size_t at = 0; (at = shown.find("\\-", at)) != std::string::npos;)
    shown.erase(at, 1);
  std::size_t commands = 0, options = 0;
  std::istringstream help(tamis_out({"--help"}));
  bool in_commands = false;
  for (std::string line; std::getline(help, line);) {
    if (line == "Subcommands:") in_commands = true;
    if (!in_commands || !line.starts_with("  ") || line[2] == ' ') continue;
    const std::string command = line.substr(2, line.find(' ', 2) - 2);
    if (command == "tamis") break;
    ++commands;
    const std::size_t begin = shown.find(".SS \"tamis " + command + "\"\n");
    REQUIRE_MESSAGE(begin != std::string::npos, command);
    const std::string section = shown.substr(begin, shown.find("\n.S", begin + 1) - begin);
    std::istringstream of_command(tamis_out({command, "--help"}));
    for (std::string option; std::getline(of_command, option) && option.find("xample") == std::string::npos;) {
      const std::size_t dashes = option.find("--");
      if (!option.starts_with("  -") || dashes == std::string::npos) continue;
      const std::string name = option.substr(dashes, option.find_first_of(" ,[", dashes) - dashes);
      CHECK_MESSAGE(section.find("\\fB" + name + "\\fR") != std::string::npos, command << " " << name);
      ++options;
    }
  }
  CHECK(commands >= 9);
  CHECK(options >= 60);
  const TemporaryDirectory directory;
  const std::string file = directory.path() + "/tamis.1";
  std::ofstream(file) << page;
  bool checked = false;
  if (const std::string groff = find_shell("groff"); !groff.empty()) {
    const auto ended = run_program({groff, "-man", "-Tutf8", "-ww", "-z", file});
    CHECK(ended.status == 0);
    CHECK(ended.out + ended.err == "");
    checked = true;
  }
  if (const std::string mandoc = find_shell("mandoc"); !mandoc.empty()) {
    std::istringstream warnings(run_program({mandoc, "-T", "lint", "-W", "warning", file}).out);
    for (std::string warning; std::getline(warnings, warning);)  // a date would differ from build to build
      CHECK_MESSAGE(warning.find("missing date") != std::string::npos, warning);
    checked = true;
  }
  if (!checked) tamis::tests::skip("neither groff nor mandoc is installed");
}
