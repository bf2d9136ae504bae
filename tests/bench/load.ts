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

export interface Answer {
  /** 0: none came. */
  readonly status: number;
  /** From the moment in which it was due. */
  readonly ms: number;
}

/**
 * Sends every request once, at a pace that waits for no answer: each on a connection that is free, or on a new one.
 *
 * @param perSecond how many are due in a second
 * @returns in the order of the requests
 */
export async function sendPaced(
  port: number,
  perSecond: number,
  requests: readonly Buffer[],
): Promise<readonly Answer[]> {
  interface Line {
    readonly socket: Socket;
    readonly answers: () => Promise<number>;
  }
  const free: Line[] = [];
  const newLine = async (): Promise<Line> => {
    const socket = await open(port);
    return { socket, answers: statusesOf(socket) };
  };
  const freeLine = (): Line | undefined => {
    let line = free.pop();
    while (line?.socket.destroyed) line = free.pop();
    return line;
  };
  const on = async (line: Line | null, request: Buffer): Promise<number> => {
    line?.socket.write(request);
    const status = (await line?.answers()) ?? 0;
    if (line && status > 0) free.push(line);
    return status;
  };
  const ask = async (request: Buffer, dueAtMs: number): Promise<Answer> => {
    const kept = freeLine();
    // The server may end a kept line in the moment it is taken: then it is asked anew, as browsers do.
    const first = kept ? await on(kept, request) : 0;
    const status = first > 0 ? first : await on(await newLine().catch(() => null), request);
    return { status, ms: performance.now() - dueAtMs };
  };
  const asked: Promise<Answer>[] = [];
  const from = performance.now();
  while (asked.length < requests.length) {
    const due = Math.min(requests.length, Math.ceil(((performance.now() - from) * perSecond) / 1000));
    while (asked.length < due) {
      asked.push(ask(requests[asked.length]!, from + (asked.length * 1000) / perSecond));
    }
    await sleep(1);
  }
  const answered = await Promise.all(asked);
  for (const { socket } of free) socket.destroy();
  return answered;
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
