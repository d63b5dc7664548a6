#compdef drover

# Names come from the fleet. A server that does not answer at once gives none, and is not asked again for a while.
_drover_ask() {
  if [[ ${_drover_kind:-} != $1 ]] || ((SECONDS - ${_drover_when:-0} > 5)); then
    typeset -g _drover_known _drover_kind=$1 _drover_when=$SECONDS
    _drover_known=$(timeout 2 drover names $1 2>/dev/null </dev/null)
  fi
  compadd -- ${(f)_drover_known}
}

_drover() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -s -C \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '(-V --version)-V[Say the versions of drover and of Java.]' \
    '(-V --version)--version[Say the versions of drover and of Java.]' \
    '1:command:((list\:"Lists the domains of every host." show\:"Shows one domain on every host that knows of it." define\:"Keeps a domain'\''s definition (libvirt'\''s XML) on a host, without starting it." start\:"Boots a domain on the host where it is defined." suspend\:"Stops a running domain'\''s CPUs; nothing is lost." resume\:"Lets a suspended domain run." destroy\:"Ends a domain'\''s guest at once, without asking it." undefine\:"Forgets a domain'\''s definition; its disks stay." console\:"Attaches to the serial port of a guest on this host; Ctrl-] leaves it." migrate\:"Moves a running domain to another host." watch\:"Follows a domain'\''s job to its end, or tells how the last one ended." abort\:"Gives a domain'\''s migration up; the guest then stays on its source." resolve\:"States what you know of a host that does not answer, where nobody else can say whether a guest was handed over." top\:"Shows all moves that are under way, live; q leaves." history\:"Lists what was done to a domain: when, by whom, and how it ended; the newest job last." events\:"Tells one job step by step: who was asked, what each host answered, what was tried again." hosts\:"Lists the hosts, and whether their workers answer." sweep\:"Lists what is left over: QEMUs, folders, files and leases that belong to no domain and no job, and what ended moves still owe hosts that did not answer." completion\:"Prints what makes a shell complete drover'\''s commands." help\:"Shows the help of a command." pki\:"Makes the fleet'\''s certificates, for hosts and for QEMU itself." worker\:"Runs this host'\''s worker until it is told to end (SIGTERM). Guests outlive it." server\:"Runs a Temporal server on loopback, for trying drover out. It is not durable: every workflow is forgotten when it ends." doctor\:"Says what is wrong on this machine, and what to do."))' \
    '*::argument:->arguments'
  [[ $state == arguments ]] || return
  case $line[1] in
    list) _drover_list ;;
    show) _drover_show ;;
    define) _drover_define ;;
    start) _drover_start ;;
    suspend) _drover_suspend ;;
    resume) _drover_resume ;;
    destroy) _drover_destroy ;;
    undefine) _drover_undefine ;;
    console) _drover_console ;;
    migrate) _drover_migrate ;;
    watch) _drover_watch ;;
    abort) _drover_abort ;;
    resolve) _drover_resolve ;;
    top) _drover_top ;;
    history) _drover_history ;;
    events) _drover_events ;;
    hosts) _drover_hosts ;;
    sweep) _drover_sweep ;;
    completion) _drover_completion ;;
    help) _drover_help ;;
    pki) _drover_pki ;;
    worker) _drover_worker ;;
    server) _drover_server ;;
    doctor) _drover_doctor ;;
  esac
}

_drover_abort() {
  _arguments -s \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '1:NAME: _drover_ask domains'
}

_drover_completion() {
  _arguments -s \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '1:SHELL:(bash zsh)'
}

_drover_console() {
  _arguments -s \
    '(--port)--port=[Which serial port (default\: the guest'\''s first).]:NUMBER: ' \
    '(--read-only)--read-only[Only show what the guest says; Ctrl-C ends it.]' \
    '(--state-folder)--state-folder=[The worker'\''s state folder (default\: DROVER_STATE_FOLDER, else /var/lib/drover, or ~/.local/state/drover for a user).]:FOLDER:_files -/' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '1:NAME: _drover_ask domains'
}

_drover_define() {
  _arguments -s \
    '(--host)--host=[The host'\''s name or UUID (default\: the only host there is).]:HOST: _drover_ask hosts' \
    '(--wait --no-wait)--wait[Wait for the job'\''s end, or say only which job has begun (default\: wait). Interrupting the wait (Ctrl-C) leaves the job running.]' \
    '(--wait --no-wait)--no-wait[Wait for the job'\''s end, or say only which job has begun (default\: wait). Interrupting the wait (Ctrl-C) leaves the job running.]' \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '1:FILE:_files'
}

_drover_destroy() {
  _arguments -s \
    '(--host)--host=[The host'\''s name or UUID (default\: the host that has the domain).]:HOST: _drover_ask hosts' \
    '(--wait --no-wait)--wait[Wait for the job'\''s end, or say only which job has begun (default\: wait). Interrupting the wait (Ctrl-C) leaves the job running.]' \
    '(--wait --no-wait)--no-wait[Wait for the job'\''s end, or say only which job has begun (default\: wait). Interrupting the wait (Ctrl-C) leaves the job running.]' \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '1:NAME: _drover_ask domains'
}

_drover_doctor() {
  _arguments -s \
    '(--config)--config=[The worker'\''s configuration file (default\: the one DROVER_CONFIG names, else /etc/drover/worker.properties where there is one).]:FILE:_files' \
    '(--name)--name=[what people call this host (default\: the machine'\''s name)]:NAME: ' \
    '(--state-folder)--state-folder=[where this host'\''s state is kept (default\: /var/lib/drover, or ~/.local/state/drover for a user)]:FOLDER:_files -/' \
    '(--certificates)--certificates=[certificates in QEMU'\''s layout (default\: certificates in the state folder)]:FOLDER:_files -/' \
    '(--roles)--roles=[host, coordinator, or both, separated by a comma (default\: host,coordinator)]:ROLES: ' \
    '(--peer-listen)--peer-listen=[where other workers reach this one (default\: 127.0.0.1\:7235)]:HOST:PORT: ' \
    '(--data-listen)--data-listen=[where QEMU takes incoming guests (default\: 127.0.0.1)]:HOST: ' \
    '(--qemu)--qemu=[the QEMU binary (default\: /usr/bin/qemu-system-x86_64)]:FILE:_files' \
    '(--lockspace)--lockspace=[folder of the domains'\'' leases, on storage that the hosts share (default\: none)]:FOLDER:_files -/' \
    '(--metrics-listen)--metrics-listen=[address of /metrics and /healthz (default\: 127.0.0.1\:9464)]:HOST:PORT: ' \
    '(--max-outgoing)--max-outgoing=[guests that may leave at the same time, 1 to 100 (default\: 2)]:COUNT: ' \
    '(--max-incoming)--max-incoming=[guests that may arrive at the same time, 1 to 100 (default\: 4)]:COUNT: ' \
    '(--log-level)--log-level=[trace, debug, info, warn or error (default\: info)]:LEVEL: ' \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]'
}

_drover_events() {
  _arguments -s \
    '(--job --migration)--job=[The job'\''s run id, which drover history shows; a migration'\''s is its id.]:RUN: ' \
    '(--job --migration)--migration=[The job'\''s run id, which drover history shows; a migration'\''s is its id.]:RUN: ' \
    '(-f --follow)-f[Go on until the job has ended. The exit status is then 0, however it ended.]' \
    '(-f --follow)--follow[Go on until the job has ended. The exit status is then 0, however it ended.]' \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '1:NAME: _drover_ask domains'
}

_drover_help() {
  _arguments -s \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '*:COMMAND:(list show define start suspend resume destroy undefine console migrate watch abort resolve top history events hosts sweep completion help pki worker server doctor)'
}

_drover_history() {
  _arguments -s \
    '(-n --limit)-n+[How many jobs at most, 1 to 1000 (default\: 20).]:COUNT: ' \
    '(-n --limit)--limit=[How many jobs at most, 1 to 1000 (default\: 20).]:COUNT: ' \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '1:NAME: _drover_ask domains'
}

_drover_hosts() {
  _arguments -s \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]'
}

_drover_list() {
  _arguments -s \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]'
}

_drover_migrate() {
  _arguments -s \
    '(--to)--to=[The destination'\''s name or UUID.]:HOST: _drover_ask hosts' \
    '(--bandwidth)--bandwidth=[Bytes a second, with K, M, G or T for powers of 1024 (default\: unlimited).]:BYTES: ' \
    '(--max-downtime)--max-downtime=[Milliseconds that the guest may stand still, 1 to 2000000 (default\: 300).]:MS: ' \
    '(--wait --no-wait)--wait[Wait for the job'\''s end, or say only which job has begun (default\: wait). Interrupting the wait (Ctrl-C) leaves the job running.]' \
    '(--wait --no-wait)--no-wait[Wait for the job'\''s end, or say only which job has begun (default\: wait). Interrupting the wait (Ctrl-C) leaves the job running.]' \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '1:NAME: _drover_ask domains'
}

_drover_pki() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -s -C \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '1:command:((ca\:"Makes the fleet'\''s authority; never replaces one." host\:"Makes a host'\''s certificate folder, or renews it; UUID and keys stay then."))' \
    '*::argument:->arguments'
  [[ $state == arguments ]] || return
  case $line[1] in
    ca) _drover_pki_ca ;;
    host) _drover_pki_host ;;
  esac
}

_drover_pki_ca() {
  _arguments -s \
    '(--dir)--dir=[Where to.]:FOLDER:_files -/' \
    '(--days)--days=[How long it counts (default\: 3650).]:N: ' \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]'
}

_drover_pki_host() {
  _arguments -s \
    '(--dir)--dir=[The authority'\''s folder.]:FOLDER:_files -/' \
    '(--uuid)--uuid=[The host'\''s UUID (default\: a new one).]:UUID: ' \
    '*--address=[An address or DNS name of the host; may be repeated. A host that is renewed without any keeps those it has.]:A: ' \
    '(--days)--days=[How long the certificates count (default\: 825).]:N: ' \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '1:NAME: '
}

_drover_resolve() {
  _arguments -s \
    '(--source-dead)--source-dead[The source host is dead, or cut off from power, network and disks. Alone\: the destination ends its loaded copy, and the guest may be booted afresh there.]' \
    '(--source-did-not-run-on)--source-did-not-run-on[The source'\''s copy did not run after the move had stopped it. Together with --source-dead\: the destination starts its loaded copy.]' \
    '(--destination-dead)--destination-dead[The destination host is dead, or cut off from power, network and disks\: the source lets its guest run on. Where leases decide, it does so by itself.]' \
    '(--reason)--reason=[How you know; kept with your name, at most 500 characters.]:TEXT: ' \
    '(--yes)--yes[Do not ask on the terminal.]' \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '1:NAME: _drover_ask domains'
}

_drover_resume() {
  _arguments -s \
    '(--host)--host=[The host'\''s name or UUID (default\: the host that has the domain).]:HOST: _drover_ask hosts' \
    '(--wait --no-wait)--wait[Wait for the job'\''s end, or say only which job has begun (default\: wait). Interrupting the wait (Ctrl-C) leaves the job running.]' \
    '(--wait --no-wait)--no-wait[Wait for the job'\''s end, or say only which job has begun (default\: wait). Interrupting the wait (Ctrl-C) leaves the job running.]' \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '1:NAME: _drover_ask domains'
}

_drover_server() {
  _arguments -s \
    '(--port)--port=[TCP port on loopback, 0 for any free one (default\: 7233).]:PORT: ' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]'
}

_drover_show() {
  _arguments -s \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '1:NAME: _drover_ask domains'
}

_drover_start() {
  _arguments -s \
    '(--host)--host=[The host'\''s name or UUID (default\: the host that has the domain).]:HOST: _drover_ask hosts' \
    '(--wait --no-wait)--wait[Wait for the job'\''s end, or say only which job has begun (default\: wait). Interrupting the wait (Ctrl-C) leaves the job running.]' \
    '(--wait --no-wait)--no-wait[Wait for the job'\''s end, or say only which job has begun (default\: wait). Interrupting the wait (Ctrl-C) leaves the job running.]' \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '1:NAME: _drover_ask domains'
}

_drover_suspend() {
  _arguments -s \
    '(--host)--host=[The host'\''s name or UUID (default\: the host that has the domain).]:HOST: _drover_ask hosts' \
    '(--wait --no-wait)--wait[Wait for the job'\''s end, or say only which job has begun (default\: wait). Interrupting the wait (Ctrl-C) leaves the job running.]' \
    '(--wait --no-wait)--no-wait[Wait for the job'\''s end, or say only which job has begun (default\: wait). Interrupting the wait (Ctrl-C) leaves the job running.]' \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '1:NAME: _drover_ask domains'
}

_drover_sweep() {
  _arguments -s \
    '(--host)--host=[Look at this host only (default\: at every host).]:HOST: _drover_ask hosts' \
    '(--fix)--fix[Remove what is safe to remove, and say what was left.]' \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]'
}

_drover_top() {
  _arguments -s \
    '(--once)--once[List the moves once, and end.]' \
    '(--interval)--interval=[Seconds between two looks, 1 to 3600 (default\: 1).]:SECONDS: ' \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]'
}

_drover_undefine() {
  _arguments -s \
    '(--host)--host=[The host'\''s name or UUID (default\: the host that has the domain).]:HOST: _drover_ask hosts' \
    '(--wait --no-wait)--wait[Wait for the job'\''s end, or say only which job has begun (default\: wait). Interrupting the wait (Ctrl-C) leaves the job running.]' \
    '(--wait --no-wait)--no-wait[Wait for the job'\''s end, or say only which job has begun (default\: wait). Interrupting the wait (Ctrl-C) leaves the job running.]' \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '1:NAME: _drover_ask domains'
}

_drover_watch() {
  _arguments -s \
    '(-o --output)-o+[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-o --output)--output=[table or wide for people, json or yaml for programs (default\: table).]:FORMAT:(table wide json yaml)' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]' \
    '1:NAME: _drover_ask domains'
}

_drover_worker() {
  _arguments -s \
    '(--config)--config=[Configuration file, a Java properties file (default\: the one DROVER_CONFIG names).]:FILE:_files' \
    '(--name)--name=[what people call this host (default\: the machine'\''s name)]:NAME: ' \
    '(--state-folder)--state-folder=[where this host'\''s state is kept (default\: /var/lib/drover, or ~/.local/state/drover for a user)]:FOLDER:_files -/' \
    '(--certificates)--certificates=[certificates in QEMU'\''s layout (default\: certificates in the state folder)]:FOLDER:_files -/' \
    '(--roles)--roles=[host, coordinator, or both, separated by a comma (default\: host,coordinator)]:ROLES: ' \
    '(--peer-listen)--peer-listen=[where other workers reach this one (default\: 127.0.0.1\:7235)]:HOST:PORT: ' \
    '(--data-listen)--data-listen=[where QEMU takes incoming guests (default\: 127.0.0.1)]:HOST: ' \
    '(--qemu)--qemu=[the QEMU binary (default\: /usr/bin/qemu-system-x86_64)]:FILE:_files' \
    '(--lockspace)--lockspace=[folder of the domains'\'' leases, on storage that the hosts share (default\: none)]:FOLDER:_files -/' \
    '(--metrics-listen)--metrics-listen=[address of /metrics and /healthz (default\: 127.0.0.1\:9464)]:HOST:PORT: ' \
    '(--max-outgoing)--max-outgoing=[guests that may leave at the same time, 1 to 100 (default\: 2)]:COUNT: ' \
    '(--max-incoming)--max-incoming=[guests that may arrive at the same time, 1 to 100 (default\: 4)]:COUNT: ' \
    '(--log-level)--log-level=[trace, debug, info, warn or error (default\: info)]:LEVEL: ' \
    '(-h --help)-h[Show this help.]' \
    '(-h --help)--help[Show this help.]' \
    '(--color)--color=[auto, always or never; auto means on terminals, unless NO_COLOR is set (default\: auto).]:WHEN:(auto always never)' \
    '(--debug)--debug[Show the stack trace of an unexpected error.]'
}

if [[ $funcstack[1] == _drover ]]; then
  _drover "$@"
else
  compdef _drover drover
fi
