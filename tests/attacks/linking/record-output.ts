import type { SeizedFile } from "./extractors.ts";

/** Records what this process prints, the server in it included, and lets it through. */
export function recordOutput(): { asFile(): SeizedFile; stop(): void } {
  const parts: Buffer[] = [];
  const streams = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write.bind(stream);
    stream.write = ((part: string | Uint8Array, ...rest: never[]) => {
      parts.push(Buffer.from(part));
      return write(part, ...rest);
    }) as typeof stream.write;
    return () => {
      stream.write = write;
    };
  });
  return {
    asFile: () => ({ name: "printed.log", bytes: Buffer.concat(parts), modifiedMs: Date.now() }),
    stop: () => streams.forEach((restore) => restore()),
  };
}
