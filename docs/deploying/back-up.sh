#!/bin/sh
# back-up.sh FOLDER DAYS: writes a backup of the site in GRADUS_DATA into the folder, named for the
# time (UTC), and then removes the backups in it that are older than DAYS days. Nothing is
# removed unless the new backup is complete.
set -eu
folder=$1
days=$2
root=$(cd "$(dirname "$0")/../.." && pwd)

"$root/node_modules/node/bin/node" "$root/src/cli/bin.js" backup \
  "$folder/gradus-$(date -u +%Y-%m-%dT%H%M%SZ).gradus"
find "$folder" -maxdepth 1 -type f -name 'gradus-*Z.gradus' -mtime "+$days" -print -delete
