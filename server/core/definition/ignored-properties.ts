/**
 * Properties of SurveyJS that only concern looks, timers, marks, or what the form does not have. They are ignored with a
 * warning and are not in the frozen form (`tidySurvey`), so they can change neither what is asked nor what is taken.
 */
import type { JsonValue } from "./instrument.ts";

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Where a type takes one of them, that counts: `allowClear` of a dropdown is no looks. */
const IGNORED: ReadonlySet<string> = new Set([
  // Timers and marks.
  ...words(`showTimer showTimerPanel showTimerPanelMode timerLocation timerInfoMode timeLimit timeLimitPerPage
    maxTimeToFinish maxTimeToFinishPage correctAnswer surveyShowDataSaving`),
  // Looks.
  ...words(`iconName iconSize showCaption allowAdaptiveActions autocomplete autoComplete backgroundImageAttachment
    backgroundImageFit backgroundOpacity matrixDragHandleArea renderAs showInMultipleColumns showRangeInProgress tabAlign
    tabTitlePlaceholder templateTabTitle templateQuestionTitleWidth singleInputTitleTemplate size allowRowReorder
    allowRowsDragAndDrop allowClear randomize randomizeCategory precision defaultDisplayValue`),
  // Parts of other pages than ours.
  ...words("cellComponent itemComponent inputFieldComponent tocItemComponent"),
  // Sums below a table.
  ...words(`totalType totalExpression totalText totalFormat totalAlignment totalCurrency totalDisplayStyle
    totalMaximumFractionDigits totalMinimumFractionDigits`),
  // What goes with something that is refused where it stands.
  ...words(`commentText commentPlaceholder commentPlaceHolder isCommentRequired noneText refuseText dontKnowText otherText
    otherErrorText otherPlaceholder otherPlaceHolder separateSpecialChoices hideIfChoicesEmpty choicesLazyLoadPageSize
    createCustomChoiceText choicesFromQuestionMode detailErrorLocation detailPanelShowOnAdding`),
]);

/** Off unless it is switched on: said aloud, this value changes nothing. */
const OFF: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ...words(`showOtherItem hasOther showNoneItem hasNone showRefuseItem showDontKnowItem showCommentArea hasComment readOnly
    allowCustomChoices choicesLazyLoadEnabled defaultValueFromLastRow defaultValueFromLastPanel
    copyDefaultValueFromLastEntry sendResultOnPageNext partialSendEnabled`).map(
    (name) => [name, false] as const,
  ),
  ["detailPanelMode", "none"],
  ["maskType", "none"],
]);

/** Whether a property that its place does not take can be left aside. */
export const isIgnored = (name: string, value: JsonValue | undefined): boolean =>
  IGNORED.has(name) || (value !== undefined && OFF.get(name) === value);
