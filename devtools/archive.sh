# Part of ./dev: the class archive that makes the command line start fast.

# Archived is what one run of the command line loads: here it asks a server and a worker that answer.
archive() {
  local folder server worker line='' status=0
  # Absolute paths: the archive remembers the jar's, and is of no use under any other.
  local jsa=$PWD/starter/target/drover-starter.jsa
  rm -f "$jsa"
  folder=$(mktemp -d)
  ./drover pki ca --dir "$folder/ca" >/dev/null
  ./drover pki host warm --dir "$folder/ca" --address 127.0.0.1 >/dev/null
  exec {server_out}< <(exec ./drover server --port 0)
  server=$!
  read -r -t 60 line <&"$server_out" || true
  line=${line#* on } # ... serves on ADDRESS, namespace ...
  export TEMPORAL_ADDRESS=${line%%,*}
  exec {worker_out}< <(exec ./drover worker --name warm --state-folder "$folder/state" --log-level error \
    --certificates "$folder/ca/warm" --peer-listen 127.0.0.1:0 --metrics-listen 127.0.0.1:0)
  worker=$!
  read -r -t 60 line <&"$worker_out" || true # ... ready ...
  "$JAVA_HOME/bin/java" "-XX:ArchiveClassesAtExit=$jsa" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable \
    -jar "$PWD/starter/target/drover-starter-0.1.0.jar" hosts >/dev/null || status=1
  kill "$worker" "$server"
  wait "$worker" "$server" || true
  exec {worker_out}<&- {server_out}<&-
  unset TEMPORAL_ADDRESS
  rm -rf "$folder"
  return "$status"
}
