import { Model } from "survey-core";

export const model = Model;
