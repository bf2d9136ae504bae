import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { UseMutationResult, UseQueryResult } from "@tanstack/react-query";
import type { AssessmentAnswer } from "../../../server/http/office/answers-review.ts";
import { useReadAgain } from "../queries.ts";
import { assessmentApi } from "./assessment-api.ts";

const keyOf = (round: string, unit: string) => ["assessment", round, unit] as const;

/** Two people take turns at a unit, so what was read a moment ago is read again. */
export const useAssessment = (round: string, unit: string): UseQueryResult<AssessmentAnswer> =>
  useQuery({
    queryKey: keyOf(round, unit),
    queryFn: () => assessmentApi.read(round, unit),
    staleTime: 0,
  });

/** An act about a unit: every one answers with how the unit stands now, and scores may have changed. */
export function useUnitAct<V>(
  round: string,
  unit: string,
  act: (variables: V) => Promise<AssessmentAnswer>,
  done: (answer: AssessmentAnswer) => void = () => {},
  mutationKey?: readonly string[],
): UseMutationResult<AssessmentAnswer, Error, V> {
  const client = useQueryClient();
  const readAgain = useReadAgain();
  return useMutation({
    ...(mutationKey && { mutationKey }),
    mutationFn: act,
    onSuccess: async (answer) => {
      client.setQueryData(keyOf(round, unit), answer);
      done(answer);
      await readAgain();
    },
    // A refusal mostly means that the unit does not stand as it is shown here.
    onError: () => client.invalidateQueries({ queryKey: keyOf(round, unit) }),
  });
}
