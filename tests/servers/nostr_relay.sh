#!/bin/bash
# nostr-relay 1.14 on this machine, for tests: a Nostr relay of other hands (PyPI; falcon, gunicorn, SQLite) with NIP-11 and limits.
# start: prints "relay URL"; what it holds outlasts kill and start | kill | stop: it is gone, with what it held
# HASHTUI_SERVERS_HOME: where it is installed and runs (80 MB). RATE=1 lets it answer five requests a second and no more.
set -euo pipefail
base=${HASHTUI_SERVERS_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/hashtui-servers}/nostr-relay
port=16979
mkdir -p "$base/run"

alive() { # a process that has ended and waits to be taken note of does not count
  local stat
  [ -s "$base/run/pid" ] && stat=$(cat "/proc/$(cat "$base/run/pid")/stat" 2>/dev/null) && [[ $stat != *') Z '* ]]
}

answers() ( # an open port is not enough: it opens before the relay is ready
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf 'GET / HTTP/1.0\r\n\r\n' >&3
  IFS= read -r -t 2 -u 3 line && [[ $line == HTTP/* ]]
)

end() {
  if alive; then kill -9 -- "-$(cat "$base/run/pid")" 2>/dev/null || true; fi
  rm -f "$base/run/pid"
}

case "${1:-start}" in
kill) end ;;
stop) end; rm -rf "$base/run" ;;
start)
  # Its last release is of 2024: it runs with the libraries of that time only.
  if [ ! -x "$base/venv/bin/nostr-relay" ]; then
    python3 -m venv "$base/venv"
    "$base/venv/bin/pip" install -q 'nostr-relay==1.14' 'falcon==3.1.3' 'sqlalchemy==2.0.30' 'aiosqlite==0.20.0' >&2
  fi
  {
    echo "relay_name: a relay of the tests"
    echo "relay_description: this machine only"
    echo "storage: {sqlalchemy.url: \"sqlite+aiosqlite:///$base/run/relay.sqlite3\", num_concurrent_reqs: 10, num_concurrent_adds: 2,"
    echo "  validators: [nostr_relay.validators.is_not_too_large, nostr_relay.validators.is_signed]}"
    echo "verification: {nip05_verification: disabled}"
    echo "gunicorn: {bind: \"127.0.0.1:$port\", workers: 1, loglevel: info, reload: false}"
    echo "subscription_limit: 32"
    echo "max_event_size: 16384"
    echo "message_timeout: 1800"
    echo "authentication: {enabled: false}"
    echo "garbage_collector: {collect_interval: 300}"
    if [ "${RATE:-0}" = 1 ]; then echo "rate_limits: {global: {}, ip: {REQ: 5/second}}"; fi
  } >"$base/run/config.yaml"
  if ! alive; then
    cd "$base/run"
    # In a session of its own, so that its workers end with it; its home is here, for gunicorn writes there.
    HOME=$base/run setsid bash -c 'echo $$ >"$0"; exec "$@"' "$base/run/pid" \
      "$base/venv/bin/nostr-relay" -c "$base/run/config.yaml" serve >"$base/run/log" 2>&1 </dev/null &
  fi
  for _ in $(seq 300); do
    if answers 2>/dev/null; then echo "relay ws://127.0.0.1:$port"; exit 0; fi
    sleep 0.1
  done
  cat "$base/run/log" >&2
  exit 1
  ;;
*) echo "usage: $0 start|kill|stop" >&2; exit 2 ;;
esac
