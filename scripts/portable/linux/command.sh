#!/bin/sh
# The command line of this folder, while the server is stopped: sh plumbline.sh COMMAND
case $0 in */*) here=${0%/*} ;; *) here=. ;; esac
here=$(CDPATH= cd -- "$here" && pwd) || exit 1
unset NODE_OPTIONS NODE_PATH
PLUMBLINE_DATA=${PLUMBLINE_DATA:-$here/data}
export PLUMBLINE_DATA
exec "$here/program/node" "$here/program/dist/server/plumbline.mjs" "$@"
