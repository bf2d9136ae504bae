import type { QueryClient } from "@tanstack/react-query";
import type { StackAnswer } from "../../../server/http/office/answers-records.ts";
import { stackKey } from "./paper-api.ts";

/**
 * Shows a stack as an act has left it. A look at it that is still under way may be older than the act, so its answer
 * is not waited for.
 */
export async function showStack(client: QueryClient, poll: string, answer: StackAnswer): Promise<void> {
  const queryKey = stackKey(poll, answer.id);
  await client.cancelQueries({ queryKey });
  client.setQueryData(queryKey, answer);
}
