# Completion of drover for bash, generated from its commands. Written by 'drover completion bash'.

if [ -n "$BASH_VERSION" ]; then
  # Enable programmable completion facilities when using bash (see [3])
  shopt -s progcomp
elif [ -n "$ZSH_VERSION" ]; then
  # Make alias a distinct command for completion purposes when using zsh (see [4])
  setopt COMPLETE_ALIASES
  alias compopt=complete

  # Enable bash completion in zsh (see [7])
  # Only initialize completions module once to avoid unregistering existing completions.
  if ! type compdef > /dev/null; then
    autoload -U +X compinit && compinit
  fi
  autoload -U +X bashcompinit && bashcompinit
fi

# CompWordsContainsArray takes an array and then checks
# if all elements of this array are in the global COMP_WORDS array.
#
# Returns zero (no error) if all elements of the array are in the COMP_WORDS array,
# otherwise returns 1 (error).
function CompWordsContainsArray() {
  declare -a localArray
  localArray=("$@")
  local findme
  for findme in "${localArray[@]}"; do
    if ElementNotInCompWords "$findme"; then return 1; fi
  done
  return 0
}
function ElementNotInCompWords() {
  local findme="$1"
  local element
  for element in "${COMP_WORDS[@]}"; do
    if [[ "$findme" = "$element" ]]; then return 1; fi
  done
  return 0
}

# The `currentPositionalIndex` function calculates the index of the current positional parameter.
#
# currentPositionalIndex takes three parameters:
# the command name,
# a space-separated string with the names of options that take a parameter, and
# a space-separated string with the names of boolean options (that don't take any params).
# When done, this function echos the current positional index to std_out.
#
# Example usage:
# local currIndex=$(currentPositionalIndex "mysubcommand" "$ARG_OPTS" "$FLAG_OPTS")
function currentPositionalIndex() {
  local commandName="$1"
  local optionsWithArgs="$2"
  local booleanOptions="$3"
  local previousWord
  local result=0

  for i in $(seq $((COMP_CWORD - 1)) -1 0); do
    previousWord=${COMP_WORDS[i]}
    if [ "${previousWord}" = "$commandName" ]; then
      break
    fi
    if [[ "${optionsWithArgs}" =~ ${previousWord} ]]; then
      ((result-=2)) # Arg option and its value not counted as positional param
    elif [[ "${booleanOptions}" =~ ${previousWord} ]]; then
      ((result-=1)) # Flag option itself not counted as positional param
    fi
    ((result++))
  done
  echo "$result"
}

# compReplyArray generates a list of completion suggestions based on an array, ensuring all values are properly escaped.
#
# compReplyArray takes a single parameter: the array of options to be displayed
#
# The output is echoed to std_out, one option per line.
#
# Example usage:
# local options=("foo", "bar", "baz")
# local IFS=$'\n'
# COMPREPLY=($(compReplyArray "${options[@]}"))
function compReplyArray() {
  declare -a options
  options=("$@")
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local i
  local quoted
  local optionList=()

  for (( i=0; i<${#options[@]}; i++ )); do
    # Double escape, since we want escaped values, but compgen -W expands the argument
    printf -v quoted %q "${options[i]}"
    quoted=\'${quoted//\'/\'\\\'\'}\'

    optionList[i]=$quoted
  done

  # We also have to add another round of escaping to $curr_word.
  curr_word=${curr_word//\\/\\\\}
  curr_word=${curr_word//\'/\\\'}

  # Actually generate completions.
  local IFS=$'\n'
  echo -e "$(compgen -W "${optionList[*]}" -- "$curr_word")"
}

# Bash completion entry point function.
# _complete_drover finds which commands and subcommands have been specified
# on the command line and delegates to the appropriate function
# to generate possible options and subcommands for the last specified subcommand.
function _complete_drover() {
  # Edge case: if command line has no space after subcommand, then don't assume this subcommand is selected (remkop/picocli#1468).
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} list" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} show" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} define" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} start" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} suspend" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} resume" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} destroy" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} undefine" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} console" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} migrate" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} watch" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} abort" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} resolve" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} top" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} history" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} events" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} hosts" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} sweep" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} completion" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} help" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} pki" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} worker" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} server" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} doctor" ];    then _picocli_drover; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} pki ca" ];    then _picocli_drover_pki; return $?; fi
  if [ "${COMP_LINE}" = "${COMP_WORDS[0]} pki host" ];    then _picocli_drover_pki; return $?; fi

  # Find the longest sequence of subcommands and call the bash function for that subcommand.
  local cmds0=(list)
  local cmds1=(show)
  local cmds2=(define)
  local cmds3=(start)
  local cmds4=(suspend)
  local cmds5=(resume)
  local cmds6=(destroy)
  local cmds7=(undefine)
  local cmds8=(console)
  local cmds9=(migrate)
  local cmds10=(watch)
  local cmds11=(abort)
  local cmds12=(resolve)
  local cmds13=(top)
  local cmds14=(history)
  local cmds15=(events)
  local cmds16=(hosts)
  local cmds17=(sweep)
  local cmds18=(completion)
  local cmds19=(help)
  local cmds20=(pki)
  local cmds21=(worker)
  local cmds22=(server)
  local cmds23=(doctor)
  local cmds24=(pki ca)
  local cmds25=(pki host)

  if CompWordsContainsArray "${cmds25[@]}"; then _picocli_drover_pki_host; return $?; fi
  if CompWordsContainsArray "${cmds24[@]}"; then _picocli_drover_pki_ca; return $?; fi
  if CompWordsContainsArray "${cmds23[@]}"; then _picocli_drover_doctor; return $?; fi
  if CompWordsContainsArray "${cmds22[@]}"; then _picocli_drover_server; return $?; fi
  if CompWordsContainsArray "${cmds21[@]}"; then _picocli_drover_worker; return $?; fi
  if CompWordsContainsArray "${cmds20[@]}"; then _picocli_drover_pki; return $?; fi
  if CompWordsContainsArray "${cmds19[@]}"; then _picocli_drover_help; return $?; fi
  if CompWordsContainsArray "${cmds18[@]}"; then _picocli_drover_completion; return $?; fi
  if CompWordsContainsArray "${cmds17[@]}"; then _picocli_drover_sweep; return $?; fi
  if CompWordsContainsArray "${cmds16[@]}"; then _picocli_drover_hosts; return $?; fi
  if CompWordsContainsArray "${cmds15[@]}"; then _picocli_drover_events; return $?; fi
  if CompWordsContainsArray "${cmds14[@]}"; then _picocli_drover_history; return $?; fi
  if CompWordsContainsArray "${cmds13[@]}"; then _picocli_drover_top; return $?; fi
  if CompWordsContainsArray "${cmds12[@]}"; then _picocli_drover_resolve; return $?; fi
  if CompWordsContainsArray "${cmds11[@]}"; then _picocli_drover_abort; return $?; fi
  if CompWordsContainsArray "${cmds10[@]}"; then _picocli_drover_watch; return $?; fi
  if CompWordsContainsArray "${cmds9[@]}"; then _picocli_drover_migrate; return $?; fi
  if CompWordsContainsArray "${cmds8[@]}"; then _picocli_drover_console; return $?; fi
  if CompWordsContainsArray "${cmds7[@]}"; then _picocli_drover_undefine; return $?; fi
  if CompWordsContainsArray "${cmds6[@]}"; then _picocli_drover_destroy; return $?; fi
  if CompWordsContainsArray "${cmds5[@]}"; then _picocli_drover_resume; return $?; fi
  if CompWordsContainsArray "${cmds4[@]}"; then _picocli_drover_suspend; return $?; fi
  if CompWordsContainsArray "${cmds3[@]}"; then _picocli_drover_start; return $?; fi
  if CompWordsContainsArray "${cmds2[@]}"; then _picocli_drover_define; return $?; fi
  if CompWordsContainsArray "${cmds1[@]}"; then _picocli_drover_show; return $?; fi
  if CompWordsContainsArray "${cmds0[@]}"; then _picocli_drover_list; return $?; fi

  # No subcommands were specified; generate completions for the top-level command.
  _picocli_drover; return $?;
}

# Generates completions for the options and subcommands of the `drover` command.
function _picocli_drover() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands="list show define start suspend resume destroy undefine console migrate watch abort resolve top history events hosts sweep completion help pki worker server doctor"
  local flag_opts="'-h' '--help' '-V' '--version' '--debug'"
  local arg_opts="'--color'"
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `list` subcommand.
function _picocli_drover_list() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'-h' '--help' '--debug'"
  local arg_opts="'-o' '--output' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `show` subcommand.
function _picocli_drover_show() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'-h' '--help' '--debug'"
  local arg_opts="'-o' '--output' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `define` subcommand.
function _picocli_drover_define() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'--wait' '--no-wait' '-h' '--help' '--debug'"
  local arg_opts="'-o' '--output' '--host' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--host')
      return
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local currIndex
    currIndex=$(currentPositionalIndex "define" "${arg_opts}" "${flag_opts}")
    if (( currIndex >= 0 && currIndex <= 0 )); then
      local IFS=$'\n'
      type compopt &>/dev/null && compopt -o filenames
      positionals=$( compgen -f -- "${curr_word}" ) # files
    fi
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `start` subcommand.
function _picocli_drover_start() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'--wait' '--no-wait' '-h' '--help' '--debug'"
  local arg_opts="'-o' '--output' '--host' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--host')
      return
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `suspend` subcommand.
function _picocli_drover_suspend() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'--wait' '--no-wait' '-h' '--help' '--debug'"
  local arg_opts="'-o' '--output' '--host' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--host')
      return
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `resume` subcommand.
function _picocli_drover_resume() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'--wait' '--no-wait' '-h' '--help' '--debug'"
  local arg_opts="'-o' '--output' '--host' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--host')
      return
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `destroy` subcommand.
function _picocli_drover_destroy() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'--wait' '--no-wait' '-h' '--help' '--debug'"
  local arg_opts="'-o' '--output' '--host' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--host')
      return
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `undefine` subcommand.
function _picocli_drover_undefine() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'--wait' '--no-wait' '-h' '--help' '--debug'"
  local arg_opts="'-o' '--output' '--host' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--host')
      return
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `console` subcommand.
function _picocli_drover_console() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'--read-only' '-h' '--help' '--debug'"
  local arg_opts="'--port' '--state-folder' '--color'"
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '--port')
      return
      ;;
    '--state-folder')
      return
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `migrate` subcommand.
function _picocli_drover_migrate() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'--wait' '--no-wait' '-h' '--help' '--debug'"
  local arg_opts="'-o' '--output' '--to' '--bandwidth' '--max-downtime' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--to')
      return
      ;;
    '--bandwidth')
      return
      ;;
    '--max-downtime')
      return
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `watch` subcommand.
function _picocli_drover_watch() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'-h' '--help' '--debug'"
  local arg_opts="'-o' '--output' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `abort` subcommand.
function _picocli_drover_abort() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'-h' '--help' '--debug'"
  local arg_opts="'-o' '--output' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `resolve` subcommand.
function _picocli_drover_resolve() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'--source-dead' '--source-did-not-run-on' '--destination-dead' '--yes' '-h' '--help' '--debug'"
  local arg_opts="'-o' '--output' '--reason' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--reason')
      return
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `top` subcommand.
function _picocli_drover_top() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'--once' '-h' '--help' '--debug'"
  local arg_opts="'-o' '--output' '--interval' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--interval')
      return
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `history` subcommand.
function _picocli_drover_history() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'-h' '--help' '--debug'"
  local arg_opts="'-o' '--output' '-n' '--limit' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '-n'|'--limit')
      return
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `events` subcommand.
function _picocli_drover_events() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'-f' '--follow' '-h' '--help' '--debug'"
  local arg_opts="'-o' '--output' '--job' '--migration' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--job'|'--migration')
      return
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `hosts` subcommand.
function _picocli_drover_hosts() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'-h' '--help' '--debug'"
  local arg_opts="'-o' '--output' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `sweep` subcommand.
function _picocli_drover_sweep() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'--fix' '-h' '--help' '--debug'"
  local arg_opts="'-o' '--output' '--host' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--host')
      return
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `completion` subcommand.
function _picocli_drover_completion() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'-h' '--help' '--debug'"
  local arg_opts="'--color'"
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac
  local SHELL_pos_param_args=("bash" "zsh") # 0-0 values

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local currIndex
    currIndex=$(currentPositionalIndex "completion" "${arg_opts}" "${flag_opts}")
    if (( currIndex >= 0 && currIndex <= 0 )); then
      positionals=$( compReplyArray "${SHELL_pos_param_args[@]}" )
    fi
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `help` subcommand.
function _picocli_drover_help() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'-h' '--help' '--debug'"
  local arg_opts="'--color'"
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `pki` subcommand.
function _picocli_drover_pki() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands="ca host"
  local flag_opts="'-h' '--help' '--debug'"
  local arg_opts="'--color'"
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `worker` subcommand.
function _picocli_drover_worker() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'-h' '--help' '--debug'"
  local arg_opts="'--config' '--name' '--state-folder' '--certificates' '--roles' '--peer-listen' '--data-listen' '--qemu' '--lockspace' '--metrics-listen' '--max-outgoing' '--max-incoming' '--log-level' '--color'"
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '--config')
      local IFS=$'\n'
      type compopt &>/dev/null && compopt -o filenames
      COMPREPLY=( $( compgen -f -- "${curr_word}" ) ) # files
      return $?
      ;;
    '--name')
      return
      ;;
    '--state-folder')
      return
      ;;
    '--certificates')
      return
      ;;
    '--roles')
      return
      ;;
    '--peer-listen')
      return
      ;;
    '--data-listen')
      return
      ;;
    '--qemu')
      return
      ;;
    '--lockspace')
      return
      ;;
    '--metrics-listen')
      return
      ;;
    '--max-outgoing')
      return
      ;;
    '--max-incoming')
      return
      ;;
    '--log-level')
      return
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `server` subcommand.
function _picocli_drover_server() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'-h' '--help' '--debug'"
  local arg_opts="'--port' '--color'"
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '--port')
      return
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `doctor` subcommand.
function _picocli_drover_doctor() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'-h' '--help' '--debug'"
  local arg_opts="'--config' '-o' '--output' '--name' '--state-folder' '--certificates' '--roles' '--peer-listen' '--data-listen' '--qemu' '--lockspace' '--metrics-listen' '--max-outgoing' '--max-incoming' '--log-level' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '--config')
      local IFS=$'\n'
      type compopt &>/dev/null && compopt -o filenames
      COMPREPLY=( $( compgen -f -- "${curr_word}" ) ) # files
      return $?
      ;;
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--name')
      return
      ;;
    '--state-folder')
      return
      ;;
    '--certificates')
      return
      ;;
    '--roles')
      return
      ;;
    '--peer-listen')
      return
      ;;
    '--data-listen')
      return
      ;;
    '--qemu')
      return
      ;;
    '--lockspace')
      return
      ;;
    '--metrics-listen')
      return
      ;;
    '--max-outgoing')
      return
      ;;
    '--max-incoming')
      return
      ;;
    '--log-level')
      return
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `ca` subcommand.
function _picocli_drover_pki_ca() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'-h' '--help' '--debug'"
  local arg_opts="'--dir' '--days' '-o' '--output' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '--dir')
      local IFS=$'\n'
      type compopt &>/dev/null && compopt -o filenames
      COMPREPLY=( $( compgen -f -- "${curr_word}" ) ) # files
      return $?
      ;;
    '--days')
      return
      ;;
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Generates completions for the options and subcommands of the `host` subcommand.
function _picocli_drover_pki_host() {
  # Get completion data
  local curr_word=${COMP_WORDS[COMP_CWORD]}
  local prev_word=${COMP_WORDS[COMP_CWORD-1]}

  local commands=""
  local flag_opts="'-h' '--help' '--debug'"
  local arg_opts="'--dir' '--uuid' '--address' '--days' '-o' '--output' '--color'"
  local FORMAT_option_args=("table" "wide" "json" "yaml") # --output values
  local WHEN_option_args=("auto" "always" "never") # --color values

  type compopt &>/dev/null && compopt +o default

  case ${prev_word} in
    '--dir')
      local IFS=$'\n'
      type compopt &>/dev/null && compopt -o filenames
      COMPREPLY=( $( compgen -f -- "${curr_word}" ) ) # files
      return $?
      ;;
    '--uuid')
      return
      ;;
    '--address')
      return
      ;;
    '--days')
      return
      ;;
    '-o'|'--output')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${FORMAT_option_args[@]}" ) )
      return $?
      ;;
    '--color')
      local IFS=$'\n'
      COMPREPLY=( $( compReplyArray "${WHEN_option_args[@]}" ) )
      return $?
      ;;
  esac

  if [[ "${curr_word}" == -* ]]; then
    COMPREPLY=( $(compgen -W "${flag_opts} ${arg_opts}" -- "${curr_word}") )
  else
    local positionals=""
    local IFS=$'\n'
    COMPREPLY=( $(compgen -W "${commands// /$'\n'}${IFS}${positionals}" -- "${curr_word}") )
  fi
}

# Define a completion specification (a compspec) for the
# `drover`, `drover.sh`, and `drover.bash` commands.
# Uses the bash `complete` builtin (see [6]) to specify that shell function
# `_complete_drover` is responsible for generating possible completions for the
# current word on the command line.
# The `-o default` option means that if the function generated no matches, the
# default Bash completions and the Readline default filename completions are performed.
complete -F _complete_drover -o default drover drover.sh drover.bash

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
    --host | --to) kind=hosts COMPREPLY=() ;;
    *)
      # The first word that is no option is the command; the next one is its domain.
      for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
          --address | --bandwidth | --certificates | --color | --config | --data-listen | --days | --dir | --host | --interval | --job | --limit | --lockspace | --log-level | --max-downtime | --max-incoming | --max-outgoing | --metrics-listen | --migration | --name | --output | --peer-listen | --port | --qemu | --reason | --roles | --state-folder | --to | --uuid | -n | -o) ((i++)) ;;
          -*) ;;
          *)
            [[ -z $command ]] || return 0
            command=${COMP_WORDS[i]}
            ;;
        esac
      done
      case $command in
        abort | console | destroy | events | history | migrate | resolve | resume | show | start | suspend | undefine | watch) [[ $current == -* ]] || kind=domains ;;
        help) mapfile -t COMPREPLY < <(compgen -W 'abort completion console define destroy doctor events help history hosts list migrate pki resolve resume server show start suspend sweep top undefine watch worker' -- "$current") ;;
      esac
      ;;
  esac
  [[ -n $kind ]] || return 0
  _drover_ask "$kind"
  mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$_drover_known" -- "$current")
}

complete -F _drover_with_names -o default drover ./drover
