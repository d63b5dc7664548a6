# Part of ./dev: a guest that moves between two hosts on this machine.

demo() {
  setup
  [[ -r tests/target/lib/drover-starter-0.1.0.jar && -r starter/target/drover-starter.jsa ]] || build
  say "demo: two hosts, one guest"
  exec "$(jdk 17)/bin/java" -XX:+UseSerialGC -Ddrover.root=. -Dorg.slf4j.simpleLogger.defaultLogLevel=error \
    -cp 'tests/target/drover-tests-0.1.0.jar:tests/target/lib/*' \
    dev.drover.tests.Demo "$@"
}
