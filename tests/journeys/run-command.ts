/** The `plumbline` command in this process: a process of its own costs seconds where a call costs a fraction. */
import { Readable } from "node:stream";
import { vi } from "vitest";
import { exitWithProblem } from "../../server/cli/print.ts";
import { createProgram } from "../../server/cli/program.ts";

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** Runs one call with these settings and gives back what it printed; `input` is what is piped into it. */
export async function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = "",
): Promise<Ran> {
  const written = { out: "", error: "" };
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.out += String(text);
    return true;
  });
  const error = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    written.error += String(text);
    return true;
  });
  const before = { argv: process.argv, exitCode: process.exitCode };
  const stdin = Object.getOwnPropertyDescriptor(process, "stdin");
  Object.defineProperty(process, "stdin", { configurable: true, get: () => piped });
  const piped = Readable.from([input]);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  process.argv = ["node", "plumbline", ...args];
  process.exitCode = 0;
  try {
    await createProgram().parseAsync().catch(exitWithProblem);
    return { code: Number(process.exitCode), ...written };
  } finally {
    process.argv = before.argv;
    process.exitCode = before.exitCode;
    if (stdin) Object.defineProperty(process, "stdin", stdin);
    vi.unstubAllEnvs();
    out.mockRestore();
    error.mockRestore();
  }
}
