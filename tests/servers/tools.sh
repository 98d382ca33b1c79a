#!/bin/bash
# Python of an environment of its own, from PyPI: aiosmtpd, a mail server, and feedgen, which writes feeds. tools.sh ARGUMENT…
# HASHTUI_SERVERS_HOME: where it is installed (30 MB).
set -euo pipefail
base=${HASHTUI_SERVERS_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/hashtui-servers}/tools
if [ ! -f "$base/installed" ]; then
  mkdir -p "$base"
  "${PYTHON:-python3}" -m venv "$base/venv"
  "$base/venv/bin/pip" install -q 'aiosmtpd==1.4.6' 'feedgen==1.0.0' >&2
  touch "$base/installed"
fi
exec "$base/venv/bin/python" "$@"
