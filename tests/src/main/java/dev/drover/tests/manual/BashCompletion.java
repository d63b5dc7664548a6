package dev.drover.tests.manual;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the completion for bash: picocli's for commands, options and words; names on top. */
final class BashCompletion {
  private static final String HEAD =
      """
      # Completion of drover for bash, generated from its commands. Written by 'drover completion bash'.
      """;

  private static final String NAMES =
      """

      # Names come from the fleet. A server that does not answer at once gives none, and is not asked again for a while.
      _drover_ask() {
        if [[ ${_drover_kind:-} != "$1" ]] || ((SECONDS - _drover_when > 5)); then
          _drover_known=$(timeout 2 "${COMP_WORDS[0]}" names "$1" 2>/dev/null </dev/null)
          _drover_kind=$1 _drover_when=$SECONDS
        fi
      }

      _drover_with_names() {
        local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} kind='' command='' i
        _complete_drover "$@"
        if [[ $current == '=' ]]; then
          current=''
        elif [[ $before == '=' ]]; then
          before=${COMP_WORDS[COMP_CWORD - 2]}
        fi
        case $before in
          @HOSTS@) kind=hosts COMPREPLY=() ;;
          *)
            # The first word that is no option is the command; the next one is its domain.
            for ((i = 1; i < COMP_CWORD; i++)); do
              case ${COMP_WORDS[i]} in
                @VALUED@) ((i++)) ;;
                -*) ;;
                *)
                  [[ -z $command ]] || return 0
                  command=${COMP_WORDS[i]}
                  ;;
              esac
            done
            case $command in
              @DOMAINS@) [[ $current == -* ]] || kind=domains ;;
              help) mapfile -t COMPREPLY < <(compgen -W '@COMMANDS@' -- "$current") ;;
            esac
            ;;
        esac
        [[ -n $kind ]] || return 0
        _drover_ask "$kind"
        mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$_drover_known" -- "$current")
      }

      complete -F _drover_with_names -o default drover ./drover
      """;

  private BashCompletion() {}

  static String script(Commands commands) {
    List<CommandSpec> all = commands.all();
    String generated = AutoComplete.bash("drover", commands.top());
    for (OptionSpec option : options(all, (command, option) -> option.negatable()).toList()) {
      // picocli's completion does not know the other half.
      String name = "'" + option.longestName() + "'";
      String both = name + " " + name.replaceFirst("--", "--no-");
      generated = generated.replace(both, name).replace(name, both);
    }
    // picocli's head tells how to install another file.
    return HEAD
        + generated.substring(generated.indexOf("\n\n") + 1)
        + NAMES
            .replace("@HOSTS@", names(all, (c, option) -> Values.of(c, option) == Values.HOSTS))
            .replace("@VALUED@", names(all, (c, option) -> option.arity().max() > 0))
            .replace("@DOMAINS@", takingDomains(all))
            .replace("@COMMANDS@", String.join(" ", Page.of(all.get(0)).commands()));
  }

  private static Stream<OptionSpec> options(
      List<CommandSpec> commands, BiPredicate<CommandSpec, OptionSpec> which) {
    return commands.stream()
        .flatMap(
            command -> command.options().stream().filter(option -> which.test(command, option)));
  }

  private static String names(
      List<CommandSpec> commands, BiPredicate<CommandSpec, OptionSpec> which) {
    return alternatives(options(commands, which).flatMap(option -> Arrays.stream(option.names())));
  }

  private static String takingDomains(List<CommandSpec> commands) {
    return alternatives(
        commands.stream()
            .filter(
                command ->
                    command.positionalParameters().stream()
                        .anyMatch(one -> Values.of(command, one) == Values.DOMAINS))
            .map(CommandSpec::name));
  }

  private static String alternatives(Stream<String> words) {
    return words.distinct().sorted().collect(Collectors.joining(" | "));
  }
}
