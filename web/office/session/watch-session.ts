/** Looks once a minute whether the session still stands, so that an unattended page does not stay on the screen. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "../api.ts";
import { sessionEnded } from "../queries.ts";

const LOOK_INTERVAL_MS = 60_000;
const SIGNS = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

/**
 * Somebody who types or reads without asking the server for anything is there: the look is then made in their name.
 * With nobody at the page it is made by the timer, and the session ends when its idle minutes are over.
 */
export function useSessionWatch(isSignedIn: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isSignedIn) return;
    let isAttended = false;
    const notice = (): void => void (isAttended = true);
    for (const sign of SIGNS) addEventListener(sign, notice, { passive: true, capture: true });
    const timer = setInterval(() => {
      const byTimer = !isAttended;
      isAttended = false;
      // A refusal that is no end of the session is for the next act to say.
      api.session({ byTimer }).catch((error: unknown) => sessionEnded(client, error));
    }, LOOK_INTERVAL_MS);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) removeEventListener(sign, notice, { capture: true });
    };
  }, [client, isSignedIn]);
}
