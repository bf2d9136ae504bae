import type { ReactElement } from "react";

interface ParagraphProps {
  readonly pieces: readonly { readonly text: string; readonly missing: boolean }[];
}

/** A paragraph of a report; what nobody entered yet is marked. */
export const Paragraph = ({ pieces }: ParagraphProps): ReactElement | null =>
  pieces.length === 0 ? null : (
    <p className="paragraph">
      {pieces.map((piece, index) => (piece.missing ? <mark key={index}>{piece.text}</mark> : piece.text))}
    </p>
  );
