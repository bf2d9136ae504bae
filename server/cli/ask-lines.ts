import { createInterface } from "node:readline";
import { Writable } from "node:stream";

export interface Question {
  readonly text: string;
  /** A password: it is not shown while it is typed. */
  readonly isSecret: boolean;
}

/**
 * Asks one line after another on stderr; when the input is no terminal, its lines are the answers, without questions.
 *
 * @returns one answer a question, "" where the input ended before
 */
export async function askLines(questions: readonly Question[]): Promise<readonly string[]> {
  const isTerminal = process.stdin.isTTY === true;
  let isMuted = false;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (isTerminal && !isMuted) process.stderr.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output, terminal: isTerminal });
  const typed = lines[Symbol.asyncIterator]();
  const answers: string[] = [];
  try {
    for (const { text, isSecret } of questions) {
      if (isTerminal) process.stderr.write(text);
      isMuted = isSecret;
      const { value, done } = await typed.next();
      isMuted = false;
      if (isTerminal && isSecret) process.stderr.write("\n");
      answers.push(done ? "" : String(value));
    }
  } finally {
    lines.close();
  }
  return answers;
}
