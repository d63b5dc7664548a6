# Part of ./dev: a newer QEMU beside the installed one, from Debian's backports. Nothing is installed.

qemu10_folder=target/qemu10
qemu10_program=$PWD/$qemu10_folder/qemu-system-x86_64
qemu10_patience=1h # for the lists, and again for the packages
qemu10_keys=/usr/share/keyrings/debian-archive-keyring.gpg

# Runs apt-get with lists, cache and sources of its own. It knows what is installed, and changes nothing of it.
qemu10_apt() {
  local own=$PWD/$qemu10_folder/apt status=0
  timeout --foreground "$qemu10_patience" apt-get -qq -o Dir::Etc::SourceList="$own/sources.list" \
    -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$own/lists" -o Dir::Cache="$own/cache" \
    -o Debug::NoLocking=1 -o APT::Sandbox::User="$(id -un)" -o APT::Update::Error-Mode=any -o Acquire::Retries=2 "$@" || status=$?
  ((status != 124)) || echo "apt-get was given up after $qemu10_patience" >&2
  return "$status"
}

# Fetches QEMU and the libraries that this machine lacks, and unpacks them. apt checks every signature with Debian's keys.
qemu10_fetch() {
  local own=$qemu10_folder/apt package
  mkdir -p "$own/lists/partial" "$own/cache/archives/partial"
  printf "deb [signed-by=$qemu10_keys] http://deb.debian.org/debian %s main\n" bookworm bookworm-backports >"$own/sources.list"
  qemu10_apt update &&
    qemu10_apt install --download-only --no-install-recommends -y -t bookworm-backports qemu-system-x86 || return 1
  for package in "$own"/cache/archives/*.deb; do
    dpkg-deb -x "$package" "$qemu10_folder/root" || return 1
  done
  rm -rf "$own"
}

# Prints a program that runs it with its own libraries, modules and firmware.
qemu10_wrapper() {
  local root=$1
  cat <<END
#!/bin/sh
# Made by ./dev: QEMU from $root, which is not installed.
export LD_LIBRARY_PATH='$root/usr/lib/x86_64-linux-gnu' QEMU_MODULE_DIR='$root/usr/lib/x86_64-linux-gnu/qemu'
exec '$root/usr/bin/qemu-system-x86_64' -L '$root/usr/share/qemu' -L '$root/usr/share/seabios' \\
  -L '$root/usr/lib/ipxe/qemu' "\$@"
END
}

# Prints where QEMU 10 is; fetches it the first time. Says why on standard error if it cannot be had.
find_qemu10() {
  local program=$qemu10_program why=''
  if [[ ! -x $program ]]; then
    if ! type -P apt-get dpkg-deb >/dev/null || [[ ! -r $qemu10_keys ]]; then
      why="this is no Debian"
    elif ! grep -q '^VERSION_CODENAME=bookworm$' /etc/os-release; then
      why="its packages are for Debian 12"
    else
      say "qemu: fetching QEMU 10 from Debian's backports into $qemu10_folder" >&2
      rm -rf "$qemu10_folder"
      qemu10_fetch >&2 || why="it cannot be fetched, see above"
    fi
    if [[ -n $why ]]; then
      echo "no QEMU 10: $why" >&2
      return 1
    fi
    qemu10_wrapper "$PWD/$qemu10_folder/root" >"$program.new"
    chmod +x "$program.new"
    "$program.new" -version >&2 || return 1
    mv "$program.new" "$program"
  fi
  printf '%s\n' "$program"
}

# Prints where QEMU 10 is; a network that needs minutes for it must not hold up the tests, which are skipped without it.
qemu10_for_tests() {
  local log=$qemu10_folder.log qemu10_patience=1m
  if [[ ! -x $qemu10_program ]]; then
    say "test: fetching QEMU 10 (from Debian's backports, into $qemu10_folder)" >&2
    mkdir -p "${log%/*}"
  fi
  find_qemu10 2>"$log" && return
  say "test: no QEMU 10, so the tests on it are skipped; $log says why" >&2
  return 1
}
