package dev.drover.tests.manual;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the completion for zsh, with the help's own words beside each candidate. */
final class ZshCompletion {
  private static final String HEAD =
      """
      #compdef drover

      # Names come from the fleet. A server that does not answer at once gives none, and is not asked again for a while.
      _drover_ask() {
        if [[ ${_drover_kind:-} != $1 ]] || ((SECONDS - ${_drover_when:-0} > 5)); then
          typeset -g _drover_known _drover_kind=$1 _drover_when=$SECONDS
          _drover_known=$(timeout 2 drover names $1 2>/dev/null </dev/null)
        fi
        compadd -- ${(f)_drover_known}
      }
      """;

  private static final String FOOT =
      """

      if [[ $funcstack[1] == _drover ]]; then
        _drover "$@"
      else
        compdef _drover drover
      fi
      """;

  private final StringBuilder script = new StringBuilder(HEAD);

  private ZshCompletion() {}

  static String script(Commands commands) {
    ZshCompletion zsh = new ZshCompletion();
    commands.all().forEach(zsh::function);
    return zsh.script.append(FOOT).toString();
  }

  private void function(CommandSpec command) {
    String name = functionName(command);
    script.append('\n').append(name).append("() {\n");
    List<CommandSpec> children = children(command);
    if (children.isEmpty()) {
      arguments(command, "", positionals(command));
      script.append("}\n");
      return;
    }
    script.append("  local curcontext=$curcontext state line\n  typeset -A opt_args\n");
    arguments(
        command,
        " -C",
        Stream.of("'1:command:((" + candidates(children) + "))'", "'*::argument:->arguments'"));
    script.append("  [[ $state == arguments ]] || return\n  case $line[1] in\n");
    for (CommandSpec child : children) {
      script.append("    ").append(child.name()).append(") ").append(functionName(child));
      script.append(" ;;\n");
    }
    script.append("  esac\n}\n");
  }

  private void arguments(CommandSpec command, String flags, Stream<String> positionals) {
    script.append("  _arguments -s").append(flags);
    Stream.concat(
            command.options().stream()
                .filter(one -> !one.hidden())
                .sorted(Comparator.comparingInt(OptionSpec::order))
                .flatMap(one -> option(command, one)),
            positionals)
        .forEach(one -> script.append(" \\\n    ").append(one));
    script.append('\n');
  }

  private static Stream<String> option(CommandSpec command, OptionSpec option) {
    String about = "[" + bracketed(String.join(" ", option.description())) + "]";
    List<String> names =
        Arrays.stream(option.names())
            .flatMap(
                name ->
                    option.negatable()
                        ? Stream.of(name, name.replaceFirst("^--", "--no-"))
                        : Stream.of(name))
            .toList();
    String together = option.isMultiValue() ? "*" : "(" + String.join(" ", names) + ")";
    boolean valued = option.arity().max() > 0;
    return names.stream()
        .map(
            name -> {
              String value =
                  valued ? ":" + option.paramLabel() + ":" + action(command, option) : "";
              String joint = !valued ? "" : name.startsWith("--") ? "=" : "+";
              return quoted(together + name + joint + about + value);
            });
  }

  private static Stream<String> positionals(CommandSpec command) {
    return command.positionalParameters().stream()
        .map(
            (PositionalParamSpec one) ->
                quoted(
                    (one.isMultiValue() ? "*" : "1")
                        + ":"
                        + one.paramLabel()
                        + ":"
                        + action(command, one)));
  }

  private static String action(CommandSpec command, ArgSpec argument) {
    return switch (Values.of(command, argument)) {
      case WORDS -> "(" + String.join(" ", Values.words(argument)) + ")";
      case DOMAINS -> " _drover_ask domains";
      case HOSTS -> " _drover_ask hosts";
      case FILES -> "_files";
      case FOLDERS -> "_files -/";
      case COMMANDS ->
          "(" + children(command.root()).stream().map(CommandSpec::name).collect(joining()) + ")";
      case NOTHING -> " ";
    };
  }

  private static Collector<CharSequence, ?, String> joining() {
    return Collectors.joining(" ");
  }

  private static String candidates(List<CommandSpec> commands) {
    return commands.stream()
        .map(
            one ->
                one.name()
                    + "\\:\""
                    + one.usageMessage()
                        .description()[0]
                        .replace("'", "'\\''")
                        .replace("\"", "\\\"")
                        .replace("`", "\\`")
                    + "\"")
        .collect(joining());
  }

  private static List<CommandSpec> children(CommandSpec command) {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(one -> !one.usageMessage().hidden())
        .toList();
  }

  private static String functionName(CommandSpec command) {
    return "_" + command.qualifiedName("_");
  }

  private static String bracketed(String text) {
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
