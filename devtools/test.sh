# Part of ./dev: all tests, and their counts.

# Adds the counts of all test reports to the totals passed, failed, skipped; then forgets the reports.
count() {
  local counts
  mapfile -t counts < <(find . -path '*/target/surefire-reports/TEST-*.xml' -exec sed -n '/<testsuite /,/>/p' {} + |
    awk 'BEGIN { RS = "[ \n>]+"; FS = "\"" }
      $1 == "tests=" { tests += $2 } $1 == "failures=" || $1 == "errors=" { failed += $2 } $1 == "skipped=" { skipped += $2 }
      END { print tests - failed - skipped "\n" failed + 0 "\n" skipped + 0 }')
  passed=$((passed + counts[0])) failed=$((failed + counts[1])) skipped=$((skipped + counts[2]))
  find . -path '*/target/surefire-reports/TEST-*.xml' -delete
}

run_tests() {
  local status=0 newer passed=0 failed=0 skipped=0
  setup
  find . -path '*/target/surefire-reports/TEST-*.xml' -delete
  say "test: everything, on JDK 17"
  maven verify -Dmaven.test.failure.ignore=true -Ddrover.explorer=all || status=1
  count
  if newer=$(jdk 25); then
    say "test: what needs no QEMU, on JDK 25"
    maven verify -Dmaven.test.failure.ignore=true -Ddrover.test.jvm="$newer/bin/java" -Ddrover.test.excludedGroups=qemu || status=1
    count
  else
    say "test: no JDK 25 here, so JDK 17 only"
  fi
  ((status == 0)) || say "test: the build itself failed, see above"
  ((passed > 0 && failed == 0)) || status=1
  echo "$passed passed, $failed failed, $skipped skipped"
  return "$status"
}
