/** What the server's checker says about a text, asked again a moment after it changed. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { FrozenForm } from "../../../server/core/definition/frozen.ts";
import type { FormCheckAnswer } from "../../../server/http/office/answers-library.ts";
import { formsApi } from "./forms-api.ts";

const PAUSE_MS = 400;

export interface Checking {
  readonly answer: FormCheckAnswer | null;
  /** The answer is about the text as it stands now. */
  readonly isCurrent: boolean;
  readonly error: Error | null;
  /** The last form that was sound. */
  readonly preview: FrozenForm | null;
}

export function useCheck(text: string): Checking {
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const check = useQuery({
    queryKey: ["form-check", asked],
    queryFn: () => formsApi.check(asked),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  });
  const answer = check.data ?? null;
  const [preview, setPreview] = useState<FrozenForm | null>(null);
  const sound = answer?.checked?.preview ?? null;
  if (sound && sound !== preview) setPreview(sound);
  const isCurrent = asked === text && check.isSuccess && !check.isPlaceholderData;
  return { answer, isCurrent, error: check.error, preview };
}
