# Part of ./dev: shows that the tests notice what they are there for.

# Breaks a copy of the sources in one way, and demands that the test named for it fails.
mutant() {
  local patch=$1 copy=$2 module test
  read -r module test < <(sed -n 's/^Test: //p' "$patch")
  rm -rf "$copy"
  mkdir -p "$copy"
  git ls-files -z | xargs -0 cp --parents -t "$copy"
  patch --quiet --strip=1 --directory="$copy" <"$patch" || return 2
  (
    cd "$copy" || exit
    # What a mutant looks like is nobody's business; that it compiles is.
    ./mvnw --quiet --batch-mode -pl "$module" -am verify -Dspotless.check.skip=true "-Dtest=$test" \
      -Dsurefire.failIfNoSpecifiedTests=false >mutant.log 2>&1
  ) && return 1
  grep -q -E '<testsuite .*(failures|errors)="[1-9]' "$copy/$module"/target/surefire-reports/TEST-*.xml
}

mutants() {
  local patch name copy=target/mutants status=0 result found
  setup
  JAVA_HOME=$(jdk 17) || fail "no JDK 17: run './dev setup'"
  export JAVA_HOME
  for patch in tests/mutants/*.patch; do
    name=$(basename "$patch" .patch)
    [[ $# == 0 || " $* " == *" $name "* ]] || continue
    result=0
    mutant "$patch" "$copy/$name" || result=$?
    found=$(sed -n 's/^Test: [^ ]* //p' "$patch")
    case $result in
      0) printf 'caught  %s: %s (%s)\n' "$name" "$(sed -n 's/^Mutant: //p' "$patch")" "$found" ;;
      *)
        status=1
        printf 'MISSED  %s: %s does not fail, or the mutant is none; see %s\n' "$name" "$found" "$copy/$name/mutant.log"
        ;;
    esac
  done
  return "$status"
}
