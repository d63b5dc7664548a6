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

# Says how many tests of a package ran, and why if some did not.
say_ran() {
  local where=$1 package=$2 why=$3 ran
  read -ra ran < <(counts "dev.drover.tests.functional.$package.")
  printf '%s: %d ran, %d skipped%s\n' "$where" "$((ran[0] + ran[1]))" "${ran[2]}" "$( ((ran[2] == 0)) || echo " ($why)")"
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
  local status=0 newer temporal qemu10 real newest rules passed=0 failed=0 skipped=0
  setup
  fetch_promtool
  qemu10=$(qemu10_for_tests) || qemu10=
  temporal=$(find_temporal) || temporal=
  find . -path '*/target/surefire-reports/TEST-*.xml' -delete
  say "test: everything, on JDK 17"
  maven verify -Dmaven.test.failure.ignore=true -Ddrover.explorer=all -Ddrover.temporal="$temporal" \
    -Ddrover.qemu10="$qemu10" || status=1
  real=$(say_ran 'on a real Temporal server' temporal "no 'temporal' here: ./dev temporal install")
  newest=$(say_ran 'on QEMU 10' qemu10 "no QEMU 10 here: target/qemu10.log says why")
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
  echo "$newest"
  echo "$rules"
  echo "$passed passed, $failed failed, $skipped skipped"
  return "$status"
}
