import type {
  BackupAnswer,
  ChecksAnswer,
  InstallationAnswer,
} from "../../../server/http/office/answers-installation.ts";
import { act, read } from "../api.ts";

export const systemApi = {
  installation: () => read<InstallationAnswer>("/installation"),
  checks: () => read<ChecksAnswer>("/installation/checks"),
  backUp: () => act<BackupAnswer>("POST", "/installation/backups"),
};

export const installationKey = ["installation"] as const;
export const checksKey = ["installation-checks"] as const;
