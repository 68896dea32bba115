#!/bin/sh
# Installs the Debian packages of the arguments that are missing; without apt or root it says what to install.
if ! command -v dpkg >/dev/null 2>&1; then
  echo "note: this is no Debian; what these packages hold was expected: $*" >&2
  exit 0
fi
missing=""
for package in "$@"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
sudo=""
if [ "$(id -u)" != 0 ]; then
  sudo=sudo
  if ! command -v sudo >/dev/null 2>&1; then
    echo "error: packages are missing, and there is neither root nor sudo; as root: apt-get install$missing" >&2
    exit 1
  fi
fi
echo "installing$missing"
if ! { $sudo apt-get update -qq &&
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; }; then
  echo "error: the packages could not be installed; as root: apt-get install$missing" >&2
  exit 1
fi
