#!/usr/bin/env bash
# Packs the built program: a tarball and a .deb in .build/dist. Wants dpkg-deb; with dpkg-shlibdeps the package's
# dependencies are read from the program, else they are those of a build on Debian 12.
set -euo pipefail
cd "$(dirname "$0")/.."
make=${MAKE:-make}
program=${SIMBENCH:-.build/release/simbench}
version=$("$program" version | sed -n 's/^simbench //p')
architecture=$(dpkg --print-architecture)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH
out=.build/dist
rm -rf "$out"
mkdir -p "$out"

name=simbench-$version-linux-$(uname -m)
$make --no-print-directory install-files SIMBENCH="$program" DESTDIR="$out" PREFIX="/$name" > /dev/null
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$out" -cf - "$name" |
  gzip -n9 > "$out/$name.tar.gz"

root=$out/deb
$make --no-print-directory install-files SIMBENCH="$program" DESTDIR="$root" PREFIX=/usr \
  ZSHDIR=/usr/share/zsh/vendor-completions > /dev/null
mv "$root/usr/share/doc/simbench/LICENSE" "$root/usr/share/doc/simbench/copyright"
mkdir -p "$root/DEBIAN"
depends='libc6 (>= 2.35), libgcc-s1, libopenblas0-pthread | libopenblas0, libsqlite3-0, libstdc++6 (>= 11), libzstd1 (>= 1.4), zlib1g'
if command -v dpkg-shlibdeps >/dev/null 2>&1; then
  mkdir -p "$out/shlibdeps/debian"
  printf 'Source: simbench\n\nPackage: simbench\nArchitecture: any\n' > "$out/shlibdeps/debian/control"
  depends=$(cd "$out/shlibdeps" && dpkg-shlibdeps -O ../deb/usr/bin/simbench 2> /dev/null | sed -n 's/^shlibs:Depends=//p')
fi
cat > "$root/DEBIAN/control" <<END
Package: simbench
Version: $version
Architecture: $architecture
Maintainer: ${MAINTAINER:-$(git log -1 --format='%an <%ae>' 2>/dev/null || echo 'unknown <unknown@localhost>')}
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: $depends
Recommends: gnuplot-nox, fonts-dejavu-core
Suggests: python3-pip
Section: utils
Priority: optional
Description: what caches, routers, batching and budgets do to an LLM bill
 simbench replays LLM query streams, synthetic or recorded, in virtual time
 through the layers of a gateway, and says what they do to cost, latency and
 quality, with intervals. The same run guards a repository in CI.
END
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum > DEBIAN/md5sums)
dpkg-deb --root-owner-group -Zxz --build "$root" "$out/simbench_${version}_$architecture.deb" > /dev/null
rm -rf "$root" "$out/shlibdeps" "${out:?}/$name"
(cd "$out" && sha256sum -- *.deb *.tar.gz > SHA256SUMS)
echo "$out:"
ls -sh "$out"
echo "Depends: $depends"
