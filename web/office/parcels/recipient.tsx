import type { ReactElement } from "react";
import { Link } from "wouter";
import type { ReturnsAnswer } from "../../../server/http/office/answers-parcels.ts";
import { installationsText } from "../../text/installations.ts";
import { addresses } from "../addresses.ts";
import { Note } from "../parts/note.tsx";
import { Select } from "../parts/select.tsx";

interface RecipientProps {
  readonly words: { readonly to: string; readonly noTrusted: string };
  readonly trusted: ReturnsAnswer["trusted"];
  readonly to: string;
  readonly choose: (to: string) => void;
  /** What stands there before one is chosen; absent: one is. */
  readonly none?: string;
}

/** Which trusted installation a parcel is for; where none is trusted yet, the way to the page where one is added. */
export const Recipient = ({ words, trusted, to, choose, none }: RecipientProps): ReactElement =>
  trusted.length === 0 ? (
    <Note tone="warn">
      {words.noTrusted} <Link href={addresses.installations}>{installationsText.title}</Link>
    </Note>
  ) : (
    <Select
      label={words.to}
      {...(none !== undefined && { none, isRequired: true })}
      value={to}
      choices={trusted.map(({ fingerprint, name }) => [
        fingerprint,
        `${name}（${installationsText.fingerprint(fingerprint)}）`,
      ])}
      choose={choose}
    />
  );
