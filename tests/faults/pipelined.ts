/** Many requests that have all arrived before the first is looked at, and every answer to them. */
import { connect, type Socket } from "node:net";

export interface PipelinedReply {
  /** 0 when the connection ended without an answer. */
  readonly status: number;
  /** Seconds, as the header says; null without one. */
  readonly retryAfter: number | null;
  readonly body: string;
}

const NONE: PipelinedReply = { status: 0, retryAfter: null, body: "" };

/**
 * Sends all requests over `connections` connections without waiting for an answer in between.
 *
 * @param requests bytes of whole requests
 * @param whileWritten runs with the connections open; all requests are written when what it is given resolves
 * @returns one reply for each request, in their order
 */
export async function sendPipelined(
  port: number,
  connections: number,
  requests: readonly Buffer[],
  whileWritten: (write: () => Promise<void>) => Promise<void>,
): Promise<readonly PipelinedReply[]> {
  const lines = Array.from({ length: connections }, (_, at) =>
    requests.filter((_request, i) => i % connections === at),
  );
  const sockets = await Promise.all(lines.map(() => open(port)));
  const replies = sockets.map((socket, at) => repliesOf(socket, lines[at]!.length));
  await whileWritten(async () => {
    for (const [at, socket] of sockets.entries()) socket.write(Buffer.concat(lines[at]!));
    // What the system takes of it is on its way; the rest follows as soon as the server reads.
    await new Promise((done) => setTimeout(done, 100));
  });
  const all = await Promise.all(replies);
  for (const socket of sockets) socket.destroy();
  return requests.map((_, i) => all[i % connections]![Math.floor(i / connections)]!);
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => resolve(socket));
    socket.once("error", reject);
  });
}

function repliesOf(socket: Socket, count: number): Promise<readonly PipelinedReply[]> {
  const replies: PipelinedReply[] = [];
  let held = "";
  socket.setEncoding("latin1");
  return new Promise((resolve) => {
    const end = () => resolve(Array.from({ length: count }, (_, i) => replies[i] ?? NONE));
    socket.on("data", (chunk: string) => {
      held += chunk;
      for (let reply = take(); reply !== null; reply = take()) replies.push(reply);
      if (replies.length >= count) end();
    });
    socket.once("close", end);
    socket.once("error", end);
  });

  function take(): PipelinedReply | null {
    const headEnd = held.indexOf("\r\n\r\n");
    if (headEnd < 0) return null;
    const head = held.slice(0, headEnd + 2);
    const bodyEnd = headEnd + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (held.length < bodyEnd) return null;
    const seconds = /\r\nretry-after: (\d+)/i.exec(head)?.[1];
    const body = held.slice(headEnd + 4, bodyEnd);
    held = held.slice(bodyEnd);
    return {
      status: Number(head.slice(9, 12)),
      retryAfter: seconds === undefined ? null : Number(seconds),
      body,
    };
  }
}
