#!/bin/sh
# Starts the server of this folder: sh start.sh [DATA FOLDER]. PORT and PLUMBLINE_URL may be set before.
case $0 in */*) here=${0%/*} ;; *) here=. ;; esac
here=$(CDPATH= cd -- "$here" && pwd) || exit 1
unset NODE_OPTIONS NODE_PATH
PLUMBLINE_DATA=${1:-${PLUMBLINE_DATA:-$here/data}}
export PLUMBLINE_DATA
if ! "$here/program/node" --version >/dev/null 2>&1; then
  echo "这里运行不了程序：可能是 U 盘不允许运行程序，也可能不是这种电脑用的文件夹。请把整个文件夹复制到电脑上，再启动。" >&2
  exit 1
fi
exec "$here/program/node" "$here/program/dist/server/portable.mjs"
