/** Calls about the library of forms. */
import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import type {
  FormCheckAnswer,
  LibraryAnswer,
  LibraryFormAnswer,
} from "../../../server/http/office/answers-library.ts";
import { act, at, read } from "../api.ts";

export const formsApi = {
  list: () => read<LibraryAnswer>("/library"),
  form: (id: string, version: string) => read<LibraryFormAnswer>(`/library/${at(id)}/${at(version)}`),
  check: (definition: string) => act<FormCheckAnswer>("POST", "/library/check", { definition }),
  copyScheme: (scheme: string, title: string, replace: { readonly [old: string]: string }) =>
    act<{ readonly id: string; readonly title: string }>("POST", "/library/schemes", {
      scheme,
      title,
      replace,
    }),
  save: (definition: string) => act<LibraryFormAnswer>("POST", "/library", { definition }),
};

/** 表单送审稿 of one version, to be signed. */
export const approvalAddress = (id: string, version: string, format: "docx" | "pdf"): string =>
  `/api/office/library/${at(id)}/${at(version)}/approval.${format}`;

export const libraryKey = ["library"] as const;

export const useLibrary = (): UseQueryResult<LibraryAnswer> =>
  useQuery({ queryKey: [...libraryKey, "list"], queryFn: formsApi.list });

export const useForm = (id: string, version: string): UseQueryResult<LibraryFormAnswer> =>
  useQuery({
    queryKey: [...libraryKey, id, version],
    queryFn: () => formsApi.form(id, version),
    staleTime: 60_000,
  });
