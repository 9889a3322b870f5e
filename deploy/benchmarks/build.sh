# Builds what a benchmark runs, where a source has changed since. To be read by a benchmark's own "run", which has set
#   here      its folder
#   services  the folders below services/ whose packages it starts
#   modules   what Maven is to build for it
# and sets project, JAVA_HOME and class_path.
project=$(CDPATH= cd -- "$here/../../.." && pwd)
stamp=$here/target/built

fail() { printf 'run: %s\n' "$1" >&2; exit 2; }

# Succeeds where the last build is newer than every source and nothing of it is missing.
is_built() {
  [ -f "$stamp" ] && [ -f "$here/target/class-path.txt" ] || return 1
  set -- "$project/pom.xml" "$project/services/platform" "$project/deploy/benchmarks/common" "$here"
  for service in $services; do
    [ -f "$project/services/$service/target/quarkus-app/quarkus-run.jar" ] || return 1
    set -- "$@" "$project/services/$service"
  done
  changed=$(find "$@" \( -name target ! -path '*/src/*' -o -path '*/src/test' \) -prune \
    -o \( -name pom.xml -o -path '*/src/main*' \) -newer "$stamp" -print | head -n 1)
  [ -z "$changed" ]
}

build() {
  mkdir -p "$here/target"
  log=$here/target/build.log
  printf 'building, log %s\n' "$log"
  touch "$here/target/building"
  # shellcheck disable=SC2086 # CKEP_MAVEN_OPTIONS holds several words
  "$project/mvnw" -B -ntp ${CKEP_MAVEN_OPTIONS:-} -f "$project/pom.xml" -Dmaven.test.skip=true \
    -Dspotless.check.skip=true -pl "$modules" -am package >"$log" 2>&1 || fail "the build failed, log $log"
  mv "$here/target/building" "$stamp"
}

is_built || build
JAVA_HOME=$("$project/mvnw" --print-java-home)
class_path=$here/target/classes:$(cat "$here/target/class-path.txt")
