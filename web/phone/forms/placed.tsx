import { useEffect, useRef } from "react";

/** A piece that the pages before and after the forms make, in its place within a form. */
export function Placed({ make }: { make: () => HTMLElement }) {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const piece = make();
    place.current?.appendChild(piece);
    return () => piece.remove();
  }, [make]);
  return <span ref={place} className="placed" />;
}
