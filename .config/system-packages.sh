#!/usr/bin/env bash
# Installs the Debian packages that the demo or the tests need. Skips installed ones.
# Usage: system-packages.sh [demo|test|PACKAGE]...   (default: test)
set -euo pipefail

# demo: the local speech engine.
demo=(ffmpeg pocketsphinx pocketsphinx-en-us)
# test: validators of subtitle formats, a voice for recordings, the shells of the completion tests, groff and man for the
# man page, tmux and less for the scenes, make, parallel, jq and shellcheck for the recipes, openssl for certificates,
# libatomic1 for Node 26. The Python modules are for /usr/bin/python3.
judges=(chromium libxml2-utils mkvtoolnix python3 python3-jsonschema python3-srt python3-ttconv python3-xmlschema)
test=("${demo[@]}" flite "${judges[@]}" zsh fish groff-base man-db tmux less make parallel jq shellcheck openssl libatomic1)

wanted=()
for name in "${@:-test}"; do
  case "$name" in
    demo) wanted+=("${demo[@]}") ;;
    judges) wanted+=(ffmpeg "${judges[@]}") ;;
    test) wanted+=("${test[@]}") ;;
    -*) echo "system-packages: unknown option $name" >&2; exit 2 ;;
    *) wanted+=("$name") ;;
  esac
done

is_installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null || true)" = installed ]
}

missing=()
for package in "${wanted[@]}"; do
  is_installed "$package" || missing+=("$package")
done

if [ ${#missing[@]} -eq 0 ]; then
  echo "system-packages: all ${#wanted[@]} packages are installed"
  exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
if ! command -v apt-get >/dev/null || ! command -v "${as_root[0]:-true}" >/dev/null; then
  echo "system-packages: cannot install without apt-get and root or sudo: ${missing[*]}" >&2
  # Tests that need a missing program are skipped, by name (.config/judges.ts).
  if [ "$*" = test ]; then exit 0; fi
  exit 1
fi

apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@"
}

echo "system-packages: installing ${missing[*]}"
apt update
apt install -y --no-install-recommends "${missing[@]}" >/dev/null
echo "system-packages: installed ${#missing[@]} packages"
