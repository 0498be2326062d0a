#!/bin/sh
# restore-drill.sh BACKUP: shows that a backup can be restored. BACKUP is a file, or a folder, from
# which the newest backup is used. Restores it into an empty folder, starts the site there on a free port of
# this machine, waits until it grades, stops it, checks the database, and prints how much is in it
# beside how much is in the running site (GRADUS_DATA). Exits with 1 if any step fails.
#
# The copy sends no mail, reaches no Redis, and is removed at the end. It needs as much room as the
# site, in TMPDIR (default: /var/tmp).
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
node=$root/node_modules/node/bin/node
site=${GRADUS_DATA:-}

backup=$1
if [ -d "$1" ]; then
  backup=$(find "$1" -maxdepth 1 -type f -name '*.gradus' | sort | tail -n 1)
  [ -n "$backup" ] || { echo "There is no backup in $1." >&2; exit 1; }
fi

work=$(mktemp -d "${TMPDIR:-/var/tmp}/gradus-drill-XXXXXX")
server=
end() {
  [ -z "$server" ] || kill -KILL "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap end EXIT
trap 'exit 1' HUP INT TERM
fail() {
  echo "The drill failed: $1" >&2
  tail -n 20 "$work/log" >&2
  exit 1
}

# Replaces the shell that calls it. Only these settings: none for mail, single sign-on or Redis.
become_gradus() {
  exec env -i PATH="$PATH" LC_ALL=C GRADUS_DATA="$work/data" HOST=127.0.0.1 PORT=0 \
    GRADUS_PACKS="${GRADUS_PACKS:-$root/exercises}" "$node" "$root/src/cli/bin.js" "$@"
}
answers() {
  "$node" -e 'fetch(process.argv[1]).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))' "$1"
}

echo "Backup: $backup"
(become_gradus restore "$backup") >"$work/log" 2>&1 || fail "the backup cannot be restored."
echo "Restored."

become_gradus serve >"$work/log" 2>&1 &
server=$!
tries=0
until url=$(sed -n 's/.*"url":"\(http:[^"]*\)".*/\1/p' "$work/log" | head -n 1) &&
  [ -n "$url" ] && answers "$url/readyz"; do
  kill -0 "$server" 2>/dev/null || fail "the site does not start."
  tries=$((tries + 1))
  [ "$tries" -lt 300 ] || fail "the site does not grade within five minutes."
  sleep 1
done
answers "$url/" || fail "the site does not show its first page."
echo "Started: it records and grades."
kill -TERM "$server"
wait "$server" || fail "the site does not stop in order."
server=

"$node" "$root/docs/deploying/compare-sites.js" "$work/data" "$site" || fail "it is not sound."
echo "The drill has passed."
