/** Settings of a survey that say how its questions are spread over pages; the phone turns the pages as they are written. */
export const PAGING_PROPERTIES: readonly string[] = [
  "firstPageIsStartPage",
  "firstPageIsStarted",
  "isSinglePage",
  "questionsOnPageMode",
];
