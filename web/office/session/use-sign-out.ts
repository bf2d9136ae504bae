import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { UseMutationResult } from "@tanstack/react-query";
import { api } from "../api.ts";
import { forgetSession } from "../queries.ts";
import { forgetTyping } from "./kept-typing.ts";

/** Signs out and forgets what was read and typed. @param then once nobody is signed in */
export function useSignOut(then: () => void = () => {}): UseMutationResult<void, Error, void> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: api.signOut,
    onSuccess: () => {
      forgetTyping();
      forgetSession(client);
      then();
    },
  });
}
