import type { Asked } from "./refuse-settings.ts";

/** With `wanted` above `allowed` some wait for a connection, and are sent away, as soon as all processes are busy. */
export interface Connections {
  /** The server lets so many in, without those it keeps for itself. */
  readonly allowed: number;
  /** All processes that serve the installation, this one among them, open so many at most. */
  readonly wanted: number;
}

export async function countConnections(
  schema: Asked,
  processes: number,
  ofEach: number,
): Promise<Connections> {
  const rows = await schema.rows<{ allowed: number }>(
    `select current_setting('max_connections')::int
          - current_setting('superuser_reserved_connections')::int
          - coalesce(current_setting('reserved_connections', true)::int, 0) as allowed`,
  );
  return { allowed: rows[0]!.allowed, wanted: processes * ofEach };
}
