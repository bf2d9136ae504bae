/** What a program did to the files of one folder and when it acknowledged something, read from the output of strace. */
import { execFileSync, spawnSync } from "node:child_process";
import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

/** Paths are relative to the folder; "" is the folder itself. */
export type DiskEvent =
  | { readonly kind: "open"; readonly path: string; readonly creates: boolean; readonly empties: boolean }
  | { readonly kind: "write"; readonly path: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: "cut-off"; readonly path: string; readonly length: number }
  | { readonly kind: "sync"; readonly path: string }
  | { readonly kind: "rename"; readonly from: string; readonly to: string }
  | { readonly kind: "unlink"; readonly path: string }
  | { readonly kind: "said"; readonly line: string };

const CALLS =
  "openat,open,creat,close,lseek,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,copy_file_range,fsync,fdatasync,sync_file_range,rename,renameat,renameat2,link,linkat,unlink,unlinkat";

export const canTrace = (): boolean =>
  process.platform === "linux" &&
  spawnSync("strace", ["-f", "-o", "/dev/null", "true"], { stdio: "ignore" }).status === 0;

/** Runs a program of `bundleProgram` to its end under strace. @throws when it fails */
export async function traceRun(
  program: string,
  args: readonly string[],
  folder: string,
): Promise<readonly DiskEvent[]> {
  const place = mkdtempSync(join(tmpdir(), "plumbline-trace-"));
  try {
    const file = join(place, "trace");
    const options = [
      "-f",
      "-xx",
      "-y",
      "-s",
      "8000000",
      "-e",
      `trace=${CALLS}`,
      "-e",
      "signal=none",
      "-o",
      file,
    ];
    execFileSync("strace", [...options, process.execPath, program, ...args], {
      stdio: ["ignore", "pipe", "inherit"],
      timeout: 240_000,
    });
    return await readTrace(file, folder);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

async function readTrace(file: string, folder: string): Promise<DiskEvent[]> {
  const events: DiskEvent[] = [];
  const begun = new Map<string, string>();
  const reader = new TraceReader(folder);
  for await (const line of createInterface({ input: createReadStream(file, "latin1") })) {
    const [, thread, call] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (thread === undefined || call === undefined) continue;
    const [, beginning] = /^(.*)<unfinished \.\.\.>$/.exec(call) ?? [];
    const [, end] = /^<\.\.\. \w+ resumed>(.*)$/.exec(call) ?? [];
    if (beginning !== undefined) begun.set(thread, beginning);
    else events.push(...reader.read(end === undefined ? call : (begun.get(thread) ?? "") + end));
  }
  return events;
}

/** `12<path>`, perhaps of a file that is deleted. */
const DESCRIPTOR = /^(\d+)<((?:\\x[0-9a-f]{2})*)>(\(deleted\))?/;
const TEXT = /"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?/g;

const SAID = /^(?:used|cast|act|closed)(?: \w+)?$/;

const bytesOf = (hex: string): Buffer => Buffer.from(hex.replaceAll("\\x", ""), "hex");

class TraceReader {
  readonly #folder: string;
  readonly #places = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  read(call: string): DiskEvent[] {
    const [, name, args, outcome] = /^(\w+)\((.*)\)\s+= (-?\d+)/.exec(call) ?? [];
    if (name === undefined || args === undefined || Number(outcome) < 0) return [];
    const texts = [...args.matchAll(TEXT)].map(([, hex, more]) => {
      if (more) throw new Error(`strace cut a text off: ${name}`);
      return bytesOf(hex!);
    });
    const [, descriptor, hex, isDeleted] = DESCRIPTOR.exec(args) ?? [];
    if (/^(?:open|openat|creat)$/.test(name)) return this.#open(name, args, texts);
    if (/^(?:rename|link|unlink)/.test(name)) return this.#name(name, texts);
    if (descriptor === undefined || hex === undefined) return [];
    if (name === "write" && descriptor === "1") {
      // The loader of TypeScript has a process of its own, which says other things.
      const lines = texts[0]!.toString().split("\n");
      return lines.filter((line) => SAID.test(line)).map((line) => ({ kind: "said" as const, line }));
    }
    const path = this.#inside(bytesOf(hex).toString());
    if (path === null || isDeleted !== undefined) return [];
    return this.#change(name, args, Number(outcome), path, `${descriptor} ${path}`, texts);
  }

  #open(name: string, args: string, texts: readonly Buffer[]): DiskEvent[] {
    const path = this.#inside(texts[0]!.toString());
    if (path === null || args.includes("O_DIRECTORY")) return [];
    const creates = name === "creat" || args.includes("O_CREAT");
    const empties = name === "creat" || args.includes("O_TRUNC");
    return creates || empties ? [{ kind: "open", path, creates, empties }] : [];
  }

  #name(name: string, texts: readonly Buffer[]): DiskEvent[] {
    const [from, to] = texts.map((text) => this.#inside(text.toString()));
    if (from === null || from === undefined) return [];
    if (name.startsWith("unlink")) return [{ kind: "unlink", path: from }];
    if (!name.startsWith("rename") || to === null || to === undefined)
      throw new Error(`not modelled: ${name}`);
    return [{ kind: "rename", from, to }];
  }

  #change(
    name: string,
    args: string,
    outcome: number,
    path: string,
    place: string,
    texts: readonly Buffer[],
  ): DiskEvent[] {
    const last = Number(/(\d+)\s*$/.exec(args)?.[1] ?? Number.NaN);
    const bytes = Buffer.concat(texts).subarray(0, outcome);
    switch (name) {
      case "lseek":
        this.#places.set(place, outcome);
        return [];
      case "close":
        this.#places.delete(place);
        return [];
      case "write":
      case "writev": {
        const at = this.#places.get(place) ?? 0;
        this.#places.set(place, at + outcome);
        return [{ kind: "write", path, at, bytes }];
      }
      case "pwrite64":
      case "pwritev":
        return [{ kind: "write", path, at: last, bytes }];
      case "ftruncate":
        return [{ kind: "cut-off", path, length: last }];
      case "fsync":
      case "fdatasync":
        return [{ kind: "sync", path }];
      default:
        throw new Error(`not modelled: ${name} of ${path}`);
    }
  }

  /** Relative to the folder; null outside, and for what no power cut leaves behind or matters after one. */
  #inside(path: string): string | null {
    if (path === this.#folder) return "";
    if (!path.startsWith(`${this.#folder}/`)) return null;
    const inside = path.slice(this.#folder.length + 1);
    return /^lock\.db|-shm$/.test(inside) ? null : inside;
  }
}

/** The folder that holds a name. */
export const folderOf = (path: string): string => (path.includes("/") ? dirname(path) : "");
