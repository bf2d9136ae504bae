/** Calls about the 全覆盖台账. */
import type {
  RegisterAnswer,
  RegisterImportAnswer,
  RegisterPreviewAnswer,
  RoundCoverageAnswer,
} from "../../../server/http/office/answers-register.ts";
import { act, at, read, send } from "../api.ts";
import type { RegisterChoice } from "./register-choice.ts";

export const registerApi = {
  register: (term: string) => read<RegisterAnswer>(`/register${term === "" ? "" : `?term=${at(term)}`}`),
  import: (file: File) => act<RegisterImportAnswer>("POST", "/register", file),
  preview: (file: File) => act<RegisterPreviewAnswer>("POST", "/register/preview", file),
  rosterTemplate: async (units: readonly string[]) =>
    (await send("POST", "/register/roster-template.xlsx", { units })).blob(),
  ofRound: (round: string) => read<RoundCoverageAnswer>(`/rounds/${at(round)}/coverage`),
};

export const registerTemplateAddress = "/api/office/register/template.xlsx";

/** The file of what is shown. */
export const registerFileAddress = (format: "xlsx" | "csv", choice: RegisterChoice): string => {
  const given = Object.entries(choice).flatMap(([name, value]) => (value ? [`${name}=${at(value)}`] : []));
  return `/api/office/register/coverage-register.${format}${given.length > 0 ? `?${given.join("&")}` : ""}`;
};
