#!/bin/sh
# Says in a sentence what is missing to build simbench. The argument is the program `swift`.
swift=${1:-swift}
need='a Swift 6.2 toolchain or newer was expected (https://www.swift.org/install)'
if ! command -v "$swift" >/dev/null 2>&1; then
  echo "error: '$swift' is not on the path; $need, on the path or as make SWIFT=/path/to/swift" >&2
  exit 1
fi
version=$("$swift" --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\)\.\([0-9][0-9]*\).*/\1 \2/p' | head -n 1)
if [ -z "$version" ]; then
  echo "error: '$swift --version' tells no version; $need" >&2
  exit 1
fi
set -- $version
if [ "$1" -lt 6 ] || { [ "$1" -eq 6 ] && [ "$2" -lt 2 ]; }; then
  echo "error: '$swift' is Swift $1.$2; $need" >&2
  exit 1
fi
