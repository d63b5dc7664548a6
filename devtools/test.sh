# Part of ./dev: all tests, and their counts.

# Prints how many tests passed, failed and were skipped, by the test reports whose class begins so.
counts() {
  find . -path "*/target/surefire-reports/TEST-$1*.xml" -exec sed -n '/<testsuite /,/>/p' {} + |
    awk 'BEGIN { RS = "[ \n>]+"; FS = "\"" }
      $1 == "tests=" { tests += $2 } $1 == "failures=" || $1 == "errors=" { failed += $2 } $1 == "skipped=" { skipped += $2 }
      END { print tests - failed - skipped, failed + 0, skipped + 0 }'
}

# Adds the counts of all test reports to the totals passed, failed, skipped; then forgets the reports.
count() {
  local more
  read -ra more < <(counts '')
  passed=$((passed + more[0])) failed=$((failed + more[1])) skipped=$((skipped + more[2]))
  find . -path '*/target/surefire-reports/TEST-*.xml' -delete
}

# Says how many tests had a real Temporal server, and why if some had none.
say_real_server() {
  local real
  read -ra real < <(counts dev.drover.tests.functional.temporal.)
  printf 'on a real Temporal server: %d ran, %d skipped%s\n' "$((real[0] + real[1]))" "${real[2]}" \
    "$( ((real[2] == 0)) || echo " (no 'temporal' here: ./dev temporal install)")"
}

# Says whether Prometheus' own tool has tried the alert rules and the names of the metrics.
say_promtool() {
  local files
  read -ra files < <(counts dev.drover.tests.monitoring.)
  if ((files[2] == 0)); then
    echo "alert rules and metrics: tried with promtool"
  else
    echo "alert rules and metrics: not tried with promtool, which is not here (./dev setup fetches it)"
  fi
}

run_tests() {
  local status=0 newer temporal real rules passed=0 failed=0 skipped=0
  setup
  fetch_promtool
  temporal=$(find_temporal) || temporal=
  find . -path '*/target/surefire-reports/TEST-*.xml' -delete
  say "test: everything, on JDK 17"
  maven verify -Dmaven.test.failure.ignore=true -Ddrover.explorer=all -Ddrover.temporal="$temporal" || status=1
  real=$(say_real_server)
  rules=$(say_promtool)
  count
  if newer=$(jdk 25); then
    say "test: what needs no QEMU and may differ, on JDK 25"
    maven verify -Dmaven.test.failure.ignore=true -Ddrover.test.jvm="$newer/bin/java" -Ddrover.test.excludedGroups=qemu,once || status=1
    count
  else
    say "test: no JDK 25 here, so JDK 17 only"
  fi
  ((status == 0)) || say "test: the build itself failed, see above"
  ((passed > 0 && failed == 0)) || status=1
  echo "$real"
  echo "$rules"
  echo "$passed passed, $failed failed, $skipped skipped"
  return "$status"
}
