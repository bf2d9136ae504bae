import { Client } from "pg";

/**
 * A point before each statement is sent, and one when the server has it and this process has no answer yet.
 *
 * @param reached is told of "before statement 1", "after statement 1", …, and what the statement says
 * @returns how many were sent until now
 */
export function watchStatements(reached: (point: string, sql: string) => void): () => number {
  let sent = 0;
  // oxlint-disable-next-line typescript/unbound-method -- it is called with its own client
  const send = Client.prototype.query as (...statement: unknown[]) => unknown;
  Object.assign(Client.prototype, {
    query(this: Client, ...statement: unknown[]): unknown {
      sent += 1;
      const [first] = statement;
      const sql = typeof first === "string" ? first : ((first as { text?: string }).text ?? "");
      const which = `statement ${sent}`;
      reached(`before ${which}`, sql);
      const answer = send.apply(this, statement);
      reached(`after ${which}`, sql);
      return answer;
    },
  });
  return () => sent;
}
