/**
 * Properties of SurveyJS that are on or off. It takes whatever is not empty for on, `"false"` too, so a form that says
 * anything but true or false would mean one thing on the phone and another here: such a form is refused.
 */
import type { JsonValue } from "./instrument.ts";

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Every switch that is taken anywhere, under each of its names. */
const SWITCHES: ReadonlySet<string> = new Set(
  words(`visible isRequired isUnique isExclusive includeIntoResult eachRowRequired isAllRowRequired eachRowUnique
    showCommentArea hasComment showOtherItem hasOther showNoneItem hasNone showRefuseItem showDontKnowItem
    showSelectAllItem hasSelectAll separateSpecialChoices hideIfChoicesEmpty hideIfRowsEmpty hideColumnsIfEmpty
    selectToRankEnabled selectToRankSwapAreas allowAddRows allowRemoveRows allowAddPanel allowRemovePanel confirmDelete
    allowDigits caseInsensitive insensitive autoGenerate randomize allowClear showClearButton allowDragRange allowSwap
    showOptionsCaption searchEnabled textWrapEnabled hideSelectedItems closeOnSelect
    displayRateDescriptionsAsExtremeItems swapOrder useTitleAsLabel useDisplayValuesInDynamicTexts
    useDisplayValuesInTitle useGrouping autoGrow allowResize acceptCarriageReturn showHeader alternateRows transposeData
    horizontalScroll showLabels startWithNewLine showNumber hideNumber allowAdaptiveActions autoFocusFirstQuestion
    focusFirstQuestionAutomatic autoFocusFirstError focusOnFirstError showPrevButton showTitle showPageTitles
    showCompletePage showCompletedPage showPageNumbers progressBarShowNavigationText progressBarShowPageTitles
    progressBarShowPageNumbers showTOC autoAdvanceEnabled goNextPageAutomatic autoAdvanceAllowComplete
    allowCompleteSurveyAutomatic validateVisitedEmptyFields autoGrowComment allowResizeComment firstPageIsStartPage
    firstPageIsStarted isSinglePage gridLayoutEnabled fitToContainer`),
);

/** Switches of the whole form that SurveyJS once named in words, as files of its older versions do; the phone sets them. */
export const WORDED_SWITCHES: ReadonlySet<string> = new Set(
  words("showNavigationButtons navigationButtonsVisibility showProgressBar showPreviewBeforeComplete"),
);

/** Whether a property is a switch that is neither on nor off. */
export function isHalfSwitch(name: string, value: JsonValue | undefined): boolean {
  if (name === "storeOthersAsComment") return typeof value !== "boolean" && value !== "default";
  return SWITCHES.has(name) && typeof value !== "boolean";
}
