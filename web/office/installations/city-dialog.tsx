/** Whether a trusted installation is the office above this one, from which alone templates are taken. */
import type { ReactElement } from "react";
import type { InstallationsAnswer } from "../../../server/http/office/answers-parcels.ts";
import { installationsText as text } from "../../text/installations.ts";
import { TwoPeopleDialog } from "../parts/two-people-dialog.tsx";
import { installationsApi } from "./installations-api.ts";

interface CityDialogProps {
  readonly installation: InstallationsAnswer["others"][number];
  readonly close: () => void;
}

export function CityDialog({ installation, close }: CityDialogProps): ReactElement {
  const isCity = !installation.isCity;
  return (
    <TwoPeopleDialog
      question={text.cityOn(isCity, installation.name)}
      words={{ safe: text.safe, confirm: text.cityConfirm, busy: text.busy }}
      send={(people) => installationsApi.setCity(installation.fingerprint, isCity, people)}
      close={close}
    >
      <p>{text.cityBody(isCity)}</p>
    </TwoPeopleDialog>
  );
}
