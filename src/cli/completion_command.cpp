// tamis completion: scripts that let a shell complete command lines, and what they ask the program.
#include <algorithm>
#include <tuple>
#include <utility>

#include <tamis/complete.hpp>

#include "src/cli/command_table.hpp"
#include "src/cli/schema_option.hpp"
#include "src/cli/shell_commands.hpp"
#include "src/cli/text_kinds.hpp"

namespace tamis::cli {

namespace {

constexpr const char* examples = R"help(Examples:
  source <(tamis completion bash)
  tamis completion zsh >"${fpath[1]}/_tamis"
  tamis completion fish >~/.config/fish/completions/tamis.fish

The scripts ask the program: `tamis completion reply -- WORD…` prints what the last of the words of a command line
may be, one a line. Behind a tab stands what it is; a line `:files` asks for the names of files.)help";

// Words with spaces in them are completed as a whole, because a shell replaces all of what stands in quotes.
constexpr const char* bash_script = R"sh(# bash completion for tamis; printed by `tamis completion bash`
_tamis() {
    local current=${COMP_WORDS[COMP_CWORD]} quote= line word
    local -a words=("${COMP_WORDS[@]:1:COMP_CWORD-1}")
    case $current in
        \"*) quote=\" current=${current#?} current=${current//\\\$/\$} ;;
        \'*) quote=\' current=${current#?} ;;
    esac
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ $line == :files ]]; then
            compopt -o filenames 2>/dev/null
            while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current")
            continue
        fi
        word=${line%%$'\t'*}
        case $quote in
            \") word=${word//\$/\\\$} ;;
            \') ;;
            *) printf -v word %q "$word" ;;
        esac
        COMPREPLY+=("$word")
    done < <("${COMP_WORDS[0]}" completion reply -- "${words[@]}" "$current" 2>/dev/null)
    # A second word that begins like the only one keeps the quote open.
    if [[ -n $quote && ${#COMPREPLY[@]} -eq 1 ]]; then COMPREPLY+=("${COMPREPLY[0]} "); fi
}
complete -F _tamis tamis
)sh";

constexpr const char* zsh_script = R"sh(#compdef tamis
# zsh completion for tamis; printed by `tamis completion zsh`
_tamis() {
    local current=$PREFIX line
    local -i status_=1
    local -a given=("${(@Q)words[2,CURRENT-1]}") found shown
    case $compstate[quote] in
        \") current=${PREFIX//\\\$/\$} ;;
        \') ;;
        *) current=${(Q)PREFIX} ;;
    esac
    while IFS= read -r line; do
        if [[ $line == :files ]]; then
            _files && status_=0
            continue
        fi
        found+=("${line%%$'\t'*}")
        shown+=("${line//$'\t'/  }")
    done < <(${words[1]} completion reply -- "${given[@]}" "$current" 2>/dev/null)
    if (( ${#found} )); then compadd -U -S '' -V tamis -l -d shown -- "${found[@]}" && status_=0; fi
    return status_
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _tamis "$@"; else compdef _tamis tamis; fi
)sh";

constexpr const char* fish_script = R"sh(# fish completion for tamis; printed by `tamis completion fish`
function __tamis_reply
    set -l words (commandline -opc)
    set -l current (commandline -ct | string replace -r '^["\']' '' | string replace -a '\\$' '$')
    for line in ($words[1] completion reply -- $words[2..-1] "$current" 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path "$current"
        else
            echo $line
        end
    end
end
complete -c tamis -f -a '(__tamis_reply)'
)sh";

/// What has been said on a command line so far.
struct Said {
  const CLI::App* command = nullptr;
  const OptionRow* open = nullptr;  ///< the option whose value comes next
  std::size_t arguments = 0;
  bool only_arguments = false;  ///< behind `--`
  std::vector<std::pair<std::string, std::string>> options{};
  const std::string* find(std::string_view name) const {
    for (const auto& [said, value] : options)
      if (said == name) return &value;
    return nullptr;
  }
};

const OptionRow* find_row(const std::vector<OptionRow>& rows, const std::string& name) {
  for (const OptionRow& row : rows)
    if (!row.is_argument && std::find(row.names.begin(), row.names.end(), name) != row.names.end()) return &row;
  return nullptr;
}

Said read_words(const std::vector<std::string>& words, const CLI::App& app, std::vector<OptionRow>& rows) {
  Said said;
  rows = option_rows(app);
  for (const std::string& word : words) {
    if (said.open != nullptr) {
      said.options.emplace_back(said.open->names.front(), word);
      said.open = nullptr;
    } else if (word == "--" && !said.only_arguments) {
      said.only_arguments = true;
    } else if (word.starts_with('-') && word.size() > 1 && !said.only_arguments) {
      const std::size_t equals = word.find('=');
      const OptionRow* const row = find_row(rows, word.substr(0, equals));
      if (row == nullptr) continue;
      if (row->takes_value && equals == std::string::npos)
        said.open = row;
      else
        said.options.emplace_back(row->names.front(), equals == std::string::npos ? "" : word.substr(equals + 1));
    } else if (said.command == nullptr) {
      for (const CLI::App* const command : command_rows(app))
        if (command->get_name() == word) said.command = command;
      if (said.command == nullptr) return said;
      rows = option_rows(*said.command);
    } else {
      ++said.arguments;
    }
  }
  return said;
}

class Reply {
 public:
  Reply(const CLI::App& app, Terminal& terminal) : app_(app), terminal_(terminal) {}

  void answer(std::vector<std::string> words) {
    if (words.empty()) return;
    current_ = std::move(words.back());
    words.pop_back();
    const Said said = read_words(words, app_, rows_);
    if (said.open != nullptr) return value(*said.open);
    if (current_.starts_with('-') && !said.only_arguments) return options();
    if (said.command == nullptr) return commands(words.empty());
    argument(said);
  }

 private:
  void offer(const std::string& word, const std::string& what) {
    if (word.starts_with(current_)) terminal_.out.write(word + (what.empty() ? "" : "\t" + what) + "\n");
  }
  void files() { terminal_.out.write(":files\n"); }

  void commands(bool first) {
    if (!first) return;
    for (const CLI::App* const command : command_rows(app_))
      offer(command->get_name(), command->get_description());
  }
  void options() {
    for (const OptionRow& row : rows_)
      if (!row.is_argument)
        for (const std::string& name : row.names)
          if (name.starts_with("--") || row.names.size() == 1) offer(name, row.description);
  }
  void value(const OptionRow& row) {
    for (const std::string& word : row.words)
      offer(word, "");
    if (row.value == "FILE") files();
  }

  void argument(const Said& said) {
    std::vector<std::string> names;
    for (const OptionRow& row : rows_)
      if (row.is_argument) names.push_back(row.names.front());
    if (names.empty() || said.find("--lines") != nullptr) return names.empty() ? void() : files();
    const std::string& name = names[std::min(said.arguments, names.size() - 1)];
    if (name == "FILE") return files();
    if (said.arguments >= names.size()) return;
    if (name == "EXPR" || name == "QUERY" || name == "TEXT") return expression(said);
    if (name == "SHELL")
      for (const auto* shell : {"bash", "zsh", "fish"})
        offer(shell, "");
  }

  // All of the word with each candidate in its place.
  void expression(const Said& said) {
    Options options;
    CompleteOptions completing;
    completing.as = usual_kind(said.command->get_name());
    if (const std::string* const as = said.find("--as"))
      for (const auto& [word, kind] : text_kinds())
        if (word == *as) completing.as = kind;
    for (const auto& [option, value] : said.options)
      if (option == "--schema") options.schema_files.push_back(value);
    options.no_schema = said.find("--no-schema") != nullptr;
    if (const std::string* const type = said.find("--type")) options.type = completing.type = *type;
    completing.encoded = said.find("--encoded") != nullptr;
    const bool sends = said.command->get_name() == "check" || said.command->get_name() == "url";
    completing.service_rules = sends && said.find("--local") == nullptr;
    Status status = Status::ok;
    const std::optional<Schema> schema = choose_typed_schema(options, terminal_, status);
    if (!schema) return;
    for (const Candidate& candidate : complete(current_, current_.size(), *schema, completing)) {
      const std::string what = candidate.detail.empty() ? std::string(name(candidate.kind)) : candidate.detail;
      terminal_.out.write(current_.substr(0, candidate.span.offset) + candidate.insert + "\t" + what + "\n");
    }
  }

  const CLI::App& app_;
  Terminal& terminal_;
  std::string current_{};
  std::vector<OptionRow> rows_{};
};

}  // namespace

void add_completion_command(CLI::App& app, Program& program) {
  CLI::App& command = *app.add_subcommand("completion", "Let a shell complete command lines");
  command.footer(examples);
  Options& options = program.options;
  add_text(command, options, "SHELL", "bash, zsh or fish");
  command.get_option("SHELL")->required()->check(
      CLI::IsMember(std::vector<std::string>{"bash", "zsh", "fish", "reply"}));
  command.add_option("WORD", options.files, "")->group("");
  command.final_callback([&app, &program] {
    if (program.options.text != "reply" && !program.options.files.empty())
      throw CLI::ExtrasError({program.options.files.front()});
    program.command = [&app](const Options& said, Terminal& terminal) {
      if (said.text == "reply")
        Reply(app, terminal).answer(said.files);
      else
        terminal.out.write(said.text == "bash" ? bash_script : said.text == "zsh" ? zsh_script : fish_script);
      return Status::ok;
    };
  });
}

}  // namespace tamis::cli
