/** The `plumbline` command in this process: a process of its own costs seconds where a call costs a fraction. */
import { vi } from "vitest";
import { exitWithProblem } from "../../server/cli/print.ts";
import { createProgram } from "../../server/cli/program.ts";

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** Runs one call with these settings and gives back what it printed. */
export async function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
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
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  process.argv = ["node", "plumbline", ...args];
  process.exitCode = 0;
  try {
    await createProgram().parseAsync().catch(exitWithProblem);
    return { code: Number(process.exitCode), ...written };
  } finally {
    process.argv = before.argv;
    process.exitCode = before.exitCode;
    vi.unstubAllEnvs();
    out.mockRestore();
    error.mockRestore();
  }
}
