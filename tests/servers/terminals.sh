#!/bin/bash
# What a real terminal draws of some bytes, as text, one screen after another: terminals.sh xterm|kitty COLUMNS ROWS FILE…
# Needs xterm, kitty and Xvfb from Debian (installed when missing, as root); xterm prints its screen (Media Copy), kitty is asked.
# terminals.sh install: nothing but that.
set -euo pipefail

for program in xterm kitty Xvfb; do
  if ! command -v "$program" >/dev/null; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq xterm kitty xvfb fonts-dejavu-core >&2 </dev/null
  fi
done
if [ "$1" = install ]; then exit; fi

place=$(mktemp -d)
display=$place/display
Xvfb -displayfd 9 -screen 0 2400x1400x24 -nolisten tcp 9>"$display" >/dev/null 2>&1 &
server=$!
trap 'kill $server ${terminal:-} 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$place"' EXIT
until [ -s "$display" ]; do sleep 0.05; done
export DISPLAY=:$(cat "$display") LANG=C.UTF-8 LC_ALL=C.UTF-8 LIBGL_ALWAYS_SOFTWARE=1

case $1 in # "$0" is the place, "$@" are the files; a new one is drawn when the last one was read
  xterm)
    xterm -u8 -fa 'DejaVu Sans Mono' -fs 8 -geometry "$2x$3" \
      -xrm "XTerm*printerCommand: cat >>$place/screens" -xrm "XTerm*printAttributes: 0" \
      -e bash -c 'stty raw -echo; for file; do printf "\033c"; cat "$file"; printf "\033[i"; done; exec sleep 600' \
      "$place" "${@:4}" >/dev/null 2>&1 &
    terminal=$!
    wanted=$(($3 * ($# - 3)))
    for _ in $(seq 1200); do if [ "$(wc -l 2>/dev/null <"$place/screens")" = "$wanted" ]; then break; fi; sleep 0.05; done
    sed 's/\x1b\[[0-9;-]*m//g; s/\x1b#5//g; s/\r$//; s/\xef\xbf\xbf//g' "$place/screens" ;;
  kitty)
    kitty --config NONE -o remember_window_size=no -o "initial_window_width=$2c" -o "initial_window_height=$3c" \
      -o font_size=8 -o update_check_interval=0 -o allow_remote_control=yes -o window_padding_width=0 \
      --listen-on "unix:$place/socket" \
      bash -c 'stty raw -echo; number=0; for file; do number=$((number + 1)); printf "\033c"; cat "$file"
        printf "\033]2;drawn%d\007" "$number"; until [ -e "$0/read$number" ]; do sleep 0.02; done; done; exec sleep 600' \
      "$place" "${@:4}" >/dev/null 2>&1 &
    terminal=$!
    for number in $(seq $(($# - 3))); do
      for _ in $(seq 400); do
        if kitty @ --to "unix:$place/socket" ls 2>/dev/null | grep -q "\"title\": \"drawn$number\""; then break; fi
        sleep 0.05
      done
      kitty @ --to "unix:$place/socket" get-text | head -n "$3" >"$place/text"
      cat "$place/text"
      for _ in $(seq $(($3 - $(wc -l <"$place/text")))); do echo; done # it leaves the empty rows at the end out
      touch "$place/read$number"
    done ;;
esac
