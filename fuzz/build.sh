#!/bin/sh
# Builds the fuzz targets as OSS-Fuzz and ClusterFuzzLite ask for them: with $CXX, $CXXFLAGS and $LIB_FUZZING_ENGINE,
# into $OUT, each with its seed corpus (NAME_seed_corpus.zip), dictionary and options. Sanitizers and coverage are in
# $CXXFLAGS. Needs what ./dev deps installs, and zip.
set -eu
: "${OUT:?the directory that the targets go to}" "${CXX:=clang++}" "${CXXFLAGS:=}" "${LIB_FUZZING_ENGINE:=-fsanitize=fuzzer}"
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
work=${WORK:-$root/build}/oss-fuzz
mkdir -p "$OUT"

cmake -G Ninja -S "$root" -B "$work" -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_COMPILER="$CXX" -DCMAKE_CXX_FLAGS="$CXXFLAGS" \
    -DTAMIS_BUILD_FUZZERS=ON -DTAMIS_FUZZING_ENGINE="$LIB_FUZZING_ENGINE" \
    -DTAMIS_BUILD_PROGRAM=OFF -DTAMIS_BUILD_TESTS=OFF -DTAMIS_INSTALL=OFF
cmake --build "$work"

for source in "$root"/fuzz/*_fuzz.cpp; do
    name=$(basename "$source" _fuzz.cpp)
    cp "$work/fuzz_$name" "$OUT/"
    cp "$root/fuzz/$name.options" "$OUT/fuzz_$name.options"
    dictionary=$(sed -n 's/^dict *= *//p' "$root/fuzz/$name.options")
    [ -z "$dictionary" ] || cp "$root/fuzz/$dictionary" "$OUT/"
    for directory in "$work/seeds/$name" "$root/fuzz/corpus/$name" "$root/fuzz/regressions/$name"; do
        # some are empty or not there
        [ -z "$(ls -A "$directory" 2>/dev/null)" ] || zip -qrj "$OUT/fuzz_${name}_seed_corpus.zip" "$directory"
    done
done
