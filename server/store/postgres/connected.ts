import { Client } from "pg";
import { Problem } from "../../core/problem.ts";
import { placeOf } from "./office-place.ts";

const CONNECTS_MS_MAX = 10_000;

/**
 * A connection of its own, outside every pool.
 *
 * @param answersMsMax how long one question may take; left out: as long as it takes
 * @throws Problem database.unreachable
 */
export async function connected(databaseUrl: string, name: string, answersMsMax?: number): Promise<Client> {
  const { serverUrl } = placeOf(databaseUrl);
  try {
    const client = new Client({
      connectionString: serverUrl,
      application_name: name,
      keepAlive: true,
      connectionTimeoutMillis: CONNECTS_MS_MAX,
      ...(answersMsMax !== undefined && { query_timeout: answersMsMax }),
    });
    // Whoever uses it is told by the query that runs, or by the next one; one that is cut off at once tells before anybody waits.
    client.on("error", () => undefined);
    await client.connect();
    return client;
  } catch (error) {
    throw new Problem("database.unreachable", { reason: reasonOf(error) });
  }
}

/** A refused connection to a name with several addresses has its reasons inside. */
function reasonOf(error: unknown): string {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  return first instanceof Error ? first.message : String(first);
}
