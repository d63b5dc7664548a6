# Part of ./dev: the pictures of Temporal's web page in docs/images.

screenshots() {
  local tool tools=() temporal image size folder=docs/images
  setup
  for tool in chromium pngquant; do
    type -P "$tool" >/dev/null || tools+=("$tool")
  done
  [[ -n $(fc-list Inter 2>/dev/null) ]] || tools+=(fonts-inter) # the page's own font, which it does not bring along
  ((${#tools[@]} == 0)) || install_packages screenshots "${tools[@]}"
  temporal=$(find_temporal) || fail "screenshots: no 'temporal' here: run './dev temporal install'"
  [[ -r tests/target/lib/drover-starter-0.1.0.jar && -r starter/target/drover-starter.jsa ]] || build
  mkdir -p "$folder"
  say "screenshots: a real server, two hosts, and a guest whose last move fails"
  "$(jdk 17)/bin/java" -XX:+UseSerialGC -Ddrover.root=. "-Ddrover.temporal=$temporal" \
    -Dorg.slf4j.simpleLogger.defaultLogLevel=error \
    -cp 'tests/target/drover-tests-0.1.0.jar:tests/target/lib/*' \
    dev.drover.tests.screenshots.Screenshots "$(type -P chromium)" "$folder"
  for image in "$folder"/temporal-*.png; do
    pngquant --force --strip --speed 1 --quality 60-95 --output "$image" "$image"
    size=$(stat -c %s "$image")
    say "screenshots: $image, $((size / 1024)) KiB"
  done
}
