import { useEffect, useRef } from "react";
import type { ReactElement } from "react";

interface NearEndProps {
  readonly words: string;
  readonly isBusy: boolean;
  readonly more: () => void;
}

/** Stands below a list that is read page by page: asks for the next one when it comes near the window, or is pressed. */
export function NearEnd({ words, isBusy, more }: NearEndProps): ReactElement {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isBusy) return;
    const near = new IntersectionObserver(
      (entries) => {
        if (entries.at(-1)!.isIntersecting) more();
      },
      { rootMargin: "1200px 0px" },
    );
    near.observe(end.current!);
    return () => near.disconnect();
  }, [isBusy, more]);
  return (
    <div className="acts near-end" ref={end}>
      <button type="button" className="btn" disabled={isBusy} onClick={more}>
        {words}
      </button>
    </div>
  );
}
