# Part of ./dev: the class archives that make the programs of drover start fast.

# Makes the archives, unless they are newer than every jar that they were made from.
archive() {
  local part pid pids=() fresh=yes folder status=0
  for part in starter worker; do
    if [[ ! -r $part/target/drover-$part.jsa ||
      -n $(find "$part/target/drover-$part-0.1.0.jar" "$part/target/lib" -newer "$part/target/drover-$part.jsa" -print -quit) ]]; then
      fresh=no
    fi
    rm -f "$part/target/drover-$part.jsa.new"
  done
  [[ $fresh == no ]] || return 0
  rm -f starter/target/drover-starter.jsa worker/target/drover-worker.jsa
  folder=$(mktemp -d)
  train "$folder" >"$folder/log" 2>&1 || status=1
  # A part of the lesson still makes a useful archive.
  for part in starter worker; do
    dump "$folder" "$part" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do
    wait "$pid" || status=1
  done
  ((status == 0)) || cat "$folder/log" >&2
  rm -rf "$folder"
  return "$status"
}

# Makes a part's archive of the classes that were noted: dump FOLDER PART
dump() {
  local archive=$PWD/$2/target/drover-$2.jsa
  awk '!seen[$0]++' "$1/$2".*.classes >"$1/$2.all" &&
    "$JAVA_HOME/bin/java" -Xshare:dump -XX:+UseSerialGC -Xlog:disable "-XX:SharedClassListFile=$1/$2.all" \
      "-XX:SharedArchiveFile=$archive.new" -cp "$PWD/$2/target/drover-$2-0.1.0.jar" &&
    mv "$archive.new" "$archive"
}

# Runs a program of drover and notes the classes that it loads: lesson PART WORDS...
# Absolute paths: an archive remembers the jar's, and is of no use under any other.
lesson() {
  local part=$1
  shift
  exec "$JAVA_HOME/bin/java" "-XX:DumpLoadedClassList=$folder/$part.$BASHPID.classes" -Xlog:disable \
    -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$PWD/$part/target/drover-$part-0.1.0.jar" "$@"
}

# Ends the guests that could not be destroyed: they outlive their workers, and would outlive the folder.
# A pid may have been given to another process; the command line of ours names the pidfile.
end_guests() {
  local pidfile pid
  for pidfile in "$1"/*/domains/*/run/qemu.pid; do
    [[ -r $pidfile ]] || continue
    read -r pid <"$pidfile" || continue
    if grep -qzxF -- "$pidfile" "/proc/$pid/cmdline" 2>/dev/null; then
      kill -KILL "$pid" || true
    fi
  done
}

# What is archived is what is loaded in a small guest's life: it is started, moves away and back, and is ended.
train() {
  local folder=$1 line name status=0 pids=()
  local domain=00000000-0000-4000-8000-00000000c1a5
  guest/build "$folder/guest"
  cat >"$folder/guest.xml" <<END
<domain type='qemu'>
  <name>lesson</name>
  <uuid>$domain</uuid>
  <memory unit='KiB'>131080</memory>
  <vcpu>1</vcpu>
  <os><type arch='x86_64' machine='pc-i440fx-7.2'>hvm</type><kernel>$folder/guest</kernel></os>
  <devices><memballoon model='none'/></devices>
</domain>
END
  ./drover pki ca --dir "$folder/ca"
  ./drover pki host here --dir "$folder/ca" --address 127.0.0.1
  ./drover pki host there --dir "$folder/ca" --address 127.0.0.1
  exec {server_out}< <(lesson worker server --port 0)
  pids+=($!)
  read -r -t 60 line <&"$server_out" || status=1
  line=${line#* on } # ... serves on ADDRESS, namespace ...
  export TEMPORAL_ADDRESS=${line%%,*}
  for name in here there; do
    exec {worker_out}< <(lesson worker worker --name "$name" --state-folder "$folder/$name" --log-level error \
      --certificates "$folder/ca/$name" --peer-listen 127.0.0.1:0 --metrics-listen 127.0.0.1:0)
    pids+=($!)
    read -r -t 60 line <&"$worker_out" || status=1 # ... ready ...
  done
  (lesson starter define "$folder/guest.xml" --host here) || status=1
  (lesson starter start lesson) || status=1
  (lesson starter migrate lesson --to there) || status=1
  ./drover migrate lesson --to here || status=1
  (lesson starter list) || status=1
  (lesson starter hosts) || status=1
  ./drover destroy lesson || status=1
  kill "${pids[@]}"
  wait "${pids[@]}" || true
  end_guests "$folder"
  unset TEMPORAL_ADDRESS
  return "$status"
}
