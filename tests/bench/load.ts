/** A load generator that costs little: prepared bytes over kept-alive connections, answers counted, not read. */
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface Outcome {
  readonly accepted: number;
  readonly failed: number;
}

/** The bytes of one POST with a JSON body. */
export function postBytes(path: string, json: string): Buffer {
  const body = Buffer.from(json);
  const head = `POST ${path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

/** The bytes of one GET. */
export function getBytes(path: string, headers: { readonly [name: string]: string }): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`GET ${path} HTTP/1.1\r\nHost: bench\r\n${lines.join("")}\r\n`);
}

/** Sends every request once over `connections` connections, each waiting for its answer before the next. */
export async function sendAll(
  port: number,
  connections: number,
  requests: readonly Buffer[],
): Promise<Outcome> {
  let next = 0;
  let accepted = 0;
  let failed = 0;
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const work = async (socket: Socket) => {
    const answers = statusesOf(socket);
    while (next < requests.length) {
      const request = requests[next]!;
      next += 1;
      socket.write(request);
      const status = await answers();
      if (status >= 200 && status < 300) accepted += 1;
      else failed += 1;
    }
    socket.destroy();
  };
  await Promise.all(sockets.map(work));
  return { accepted, failed };
}

/** Sends every request once, each over a connection of its own, `atOnce` at a time. */
export async function sendAnew(port: number, atOnce: number, requests: readonly Buffer[]): Promise<Outcome> {
  let next = 0;
  let accepted = 0;
  const work = async () => {
    while (next < requests.length) {
      const request = requests[next]!;
      next += 1;
      const line = await newLine(port);
      const status = line ? await askOn(line, request) : 0;
      line?.socket.destroy();
      if (status >= 200 && status < 300) accepted += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { accepted, failed: requests.length - accepted };
}

export interface Answer {
  /** 0: none came. */
  readonly status: number;
  /** From the moment in which it was due. */
  readonly ms: number;
}

const LET_IN_MS = 1_000;

/**
 * Sends every request once, at a pace that waits for no answer, as somebody does who stands before the server and holds
 * `lines` connections to it: who finds none free waits for one, and that counts.
 *
 * @param perSecond how many are due in a second
 * @returns in the order of the requests
 */
export async function sendPaced(
  port: number,
  lines: number,
  perSecond: number,
  requests: readonly Buffer[],
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  let [due, next] = [0, 0];
  const waiting: (() => void)[] = [];
  const opened: (Line | null)[] = [];
  while (opened.length < lines) {
    const some = Math.min(100, lines - opened.length);
    opened.push(...(await Promise.all(Array.from({ length: some }, () => newLine(port)))));
  }
  // Until the server has let them all in, one in a turn: a proxy's stand long before the crowd.
  if (lines > 1) await sleep(LET_IN_MS);
  const from = performance.now();
  const work = async (line: Line | null): Promise<void> => {
    for (;;) {
      while (next >= due && due < requests.length) await new Promise<void>((wake) => waiting.push(wake));
      if (next >= requests.length) break;
      const at = next;
      next += 1;
      // The server may end a kept line in the moment it is used: then it is asked anew, as browsers do.
      let status = line ? await askOn(line, requests[at]!) : 0;
      if (status === 0) {
        line = await newLine(port);
        status = line ? await askOn(line, requests[at]!) : 0;
      }
      answers[at] = { status, ms: performance.now() - (from + (at * 1000) / perSecond) };
    }
    line?.socket.destroy();
  };
  const working = opened.map(work);
  while (due < requests.length) {
    due = Math.min(requests.length, Math.ceil(((performance.now() - from) * perSecond) / 1000));
    const all = due === requests.length;
    for (const wake of waiting.splice(0, all ? waiting.length : due - next)) wake();
    await sleep(1);
  }
  await Promise.all(working);
  return answers;
}

interface Line {
  readonly socket: Socket;
  readonly answers: () => Promise<number>;
}

const newLine = (port: number): Promise<Line | null> =>
  open(port).then(
    (socket) => ({ socket, answers: statusesOf(socket) }),
    () => null,
  );

function askOn({ socket, answers }: Line, request: Buffer): Promise<number> {
  socket.write(request);
  return answers();
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => resolve(socket));
    socket.once("error", reject);
  });
}

/** Resolves with the status of the next answer on this connection; 0 when the connection is gone. */
function statusesOf(socket: Socket): () => Promise<number> {
  let held = "";
  let waiting: ((status: number) => void) | null = null;
  const settle = (status: number) => {
    const resolve = waiting;
    waiting = null;
    resolve?.(status);
  };
  socket.setEncoding("latin1");
  socket.on("data", (chunk: string) => {
    held += chunk;
    const end = held.indexOf("\r\n\r\n");
    if (end < 0) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(held.slice(0, end + 2));
    if (!length) return settle(0);
    const whole = end + 4 + Number(length[1]);
    if (held.length < whole) return;
    const status = Number(held.slice(9, 12));
    held = held.slice(whole);
    settle(status);
  });
  socket.on("close", () => settle(0));
  socket.on("error", () => settle(0));
  return () =>
    new Promise((resolve) => {
      if (socket.destroyed) resolve(0);
      else waiting = resolve;
    });
}
