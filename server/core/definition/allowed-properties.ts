/**
 * The allow-list of SurveyJS: question types and their properties. What is not named here is refused, because a form
 * must not reach another host, run code, remember a phone, identify a person, or mean something the checker does not know.
 */
const words = (text: string): string[] => text.trim().split(/\s+/);

const FRAME =
  words(`name title description visible visibleIf requiredIf requiredErrorText state width minWidth maxWidth
  colSpan startWithNewLine indent page titleLocation showTitle descriptionLocation showNumber hideNumber errorLocation
  useDisplayValuesInDynamicTexts useDisplayValuesInTitle isRequired type`);

const QUESTION = [
  ...FRAME,
  ...words(`validators showCommentArea hasComment commentText commentPlaceholder commentPlaceHolder defaultValue
    correctAnswer clearIfInvisible renderAs`),
];

const SELECT =
  words(`choices choicesVisibleIf choicesOrder separateSpecialChoices showOtherItem hasOther showNoneItem hasNone
  showRefuseItem showDontKnowItem otherPlaceholder otherPlaceHolder noneText refuseText dontKnowText otherText
  otherErrorText colCount allowClear showClearButton hideIfChoicesEmpty storeOthersAsComment`);

const PICK =
  words(`placeholder optionsCaption showOptionsCaption choicesMin choicesMax choicesStep searchEnabled searchMode
  textWrapEnabled`);

const TICK = words(`showSelectAllItem hasSelectAll selectAllText maxSelectedChoices minSelectedChoices`);

const RATE =
  words(`rateType rateDisplayMode scaleColorMode rateColorMode autoGenerate rateCount rateValues rateMin rateMax
  rateStep minRateDescription mininumRateDescription maxRateDescription maximumRateDescription
  displayRateDescriptionsAsExtremeItems rateDescriptionLocation displayMode`);

const TRUTH = words(`label labelTrue labelFalse valueTrue valueFalse swapOrder useTitleAsLabel displayMode`);

const INPUT = words(`inputType inputSize size textUpdateMode min max minErrorText maxErrorText stepErrorText
  inputTextAlignment step maxLength placeholder placeHolder dataList autocomplete autoComplete`);

const AREA = words(
  `maxLength cols rows placeholder placeHolder textUpdateMode autoGrow allowResize acceptCarriageReturn`,
);

const MATRIX =
  words(`columns rows rowOrder rowsOrder showHeader verticalAlign alternateRows displayMode rowTitleWidth
  columnMinWidth hideIfRowsEmpty cellType`);

const PANEL = [
  ...FRAME,
  ...words(`elements questions questionTitleLocation questionTitleWidth gridLayoutColumns questionOrder questionsOrder
    questionErrorLocation innerIndent showQuestionNumbers questionStartIndex allowAdaptiveActions`),
];

/** Lower-case type → its properties. */
export const ALLOWED_TYPES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["radiogroup", new Set([...QUESTION, ...SELECT])],
  ["dropdown", new Set([...QUESTION, ...SELECT, ...PICK])],
  ["checkbox", new Set([...QUESTION, ...SELECT, ...TICK])],
  ["rating", new Set([...QUESTION, ...RATE])],
  ["boolean", new Set([...QUESTION, ...TRUTH])],
  ["text", new Set([...QUESTION, ...INPUT])],
  ["comment", new Set([...QUESTION, ...AREA])],
  ["matrix", new Set([...QUESTION, ...MATRIX, ...words("eachRowRequired isAllRowRequired eachRowUnique")])],
  [
    "matrixdropdown",
    new Set([
      ...QUESTION,
      ...MATRIX,
      ...words(
        "choices placeholder optionsCaption columnColCount columnLayout columnsLocation transposeData horizontalScroll cellErrorLocation keyDuplicationError",
      ),
    ]),
  ],
  ["tagbox", new Set([...QUESTION, ...SELECT, ...PICK, ...TICK, "hideSelectedItems", "closeOnSelect"])],
  ["buttongroup", new Set([...QUESTION, ...words("choices choicesVisibleIf choicesOrder colCount")])],
  [
    "ranking",
    new Set([
      ...QUESTION,
      ...words(`choices choicesOrder maxSelectedChoices minSelectedChoices selectToRankEnabled selectToRankSwapAreas
        selectToRankAreasLayout selectToRankEmptyRankedAreaText selectToRankEmptyUnrankedAreaText longTap`),
    ]),
  ],
  [
    "multipletext",
    new Set([...QUESTION, ...words("items inputSize itemSize colCount itemErrorLocation itemTitleWidth")]),
  ],
  [
    "slider",
    new Set([
      ...QUESTION,
      ...words(`sliderType min max step minRangeLength maxRangeLength customLabels showLabels tooltipVisibility
        labelFormat tooltipFormat allowDragRange allowSwap labelCount allowClear`),
    ]),
  ],
  [
    "matrixdynamic",
    new Set([
      ...QUESTION,
      ...words(`columns choices cellType placeholder optionsCaption columnColCount columnLayout columnsLocation
        transposeData horizontalScroll cellErrorLocation keyDuplicationError showHeader verticalAlign alternateRows
        displayMode columnMinWidth rowCount minRowCount maxRowCount keyName allowAddRows allowRemoveRows
        confirmDelete confirmDeleteText addRowButtonLocation addRowLocation addRowText removeRowText
        hideColumnsIfEmpty noRowsText emptyRowsText`),
    ]),
  ],
  [
    "paneldynamic",
    new Set([
      ...QUESTION,
      ...words(`templateElements templateTitle templateDescription noEntriesText panelCount minPanelCount
        maxPanelCount panelsState keyName keyDuplicationError confirmDelete confirmDeleteText addPanelText
        panelAddText removePanelText panelRemoveText prevPanelText panelPrevText nextPanelText panelNextText
        showQuestionNumbers questionStartIndex displayMode renderMode showProgressBar progressBarLocation
        newPanelPosition allowAddPanel allowRemovePanel templateQuestionTitleLocation templateTitleLocation
        templateErrorLocation removePanelButtonLocation panelRemoveButtonLocation`),
    ]),
  ],
  [
    "expression",
    new Set([
      ...FRAME,
      ...words(`expression format displayStyle currency maximumFractionDigits minimumFractionDigits useGrouping
        clearIfInvisible`),
    ]),
  ],
  ["html", new Set([...FRAME, "html"])],
  ["panel", new Set(PANEL)],
]);

export const PAGE_PROPERTIES: ReadonlySet<string> = new Set([
  ...PANEL,
  ...words("navigationTitle navigationDescription showNavigationButtons navigationButtonsVisibility"),
]);

export const SURVEY_PROPERTIES: ReadonlySet<string> = new Set(
  words(`locale title description pages elements questions calculatedValues sjsVersion $schema autoFocusFirstQuestion
    focusFirstQuestionAutomatic autoFocusFirstError focusOnFirstError completedHtml completedBeforeHtml
    completedHtmlOnCondition loadingHtml showNavigationButtons navigationButtonsLocation showPrevButton showTitle
    showPageTitles showCompletePage showCompletedPage questionOrder questionsOrder showPageNumbers showQuestionNumbers
    questionTitleLocation questionDescriptionLocation questionErrorLocation showProgressBar progressBarLocation
    progressBarType progressBarShowNavigationText progressBarShowPageTitles progressBarShowPageNumbers
    progressBarNavigationTextLocation progressBarInheritWidthFrom showTOC tocLocation storeOthersAsComment maxTextLength
    maxCommentLength maxOthersLength autoAdvanceEnabled goNextPageAutomatic autoAdvanceAllowComplete
    allowCompleteSurveyAutomatic clearInvisibleValues checkErrorsMode validateVisitedEmptyFields textUpdateMode
    autoGrowComment allowResizeComment commentAreaRows startSurveyText pagePrevText pageNextText completeText previewText
    editText requiredMark requiredText questionStartIndex questionTitlePattern questionTitleTemplate
    firstPageIsStartPage firstPageIsStarted isSinglePage questionsOnPageMode showPreviewBeforeComplete previewMode
    logoPosition logoFit logoWidth logoHeight widthMode gridLayoutEnabled width fitToContainer headerView`),
);

export const CHOICE_PROPERTIES: ReadonlySet<string> = new Set(
  words("value text isExclusive visibleIf randomize randomizeCategory"),
);

/** Cell types of a matrixdropdown and what a column of them may say. */
export const COLUMN_PROPERTIES: ReadonlySet<string> = new Set([
  ...words(`name title cellHint cellType colCount isRequired isUnique requiredErrorText minWidth width validators
    choices choicesOrder showNoneItem hasNone showRefuseItem showDontKnowItem noneText refuseText dontKnowText`),
  ...PICK,
  ...TICK,
  ...RATE,
  ...TRUTH,
  ...INPUT,
  "rows",
  "allowClear",
]);

export const CELL_TYPES: ReadonlySet<string> = new Set(
  words("dropdown radiogroup checkbox tagbox rating boolean text comment"),
);

export const CALCULATED_PROPERTIES: ReadonlySet<string> = new Set(words("name expression includeIntoResult"));

/** One field of a multipletext. */
export const FIELD_PROPERTIES: ReadonlySet<string> = new Set(
  words(`name title isRequired requiredErrorText placeholder placeHolder inputType inputTextAlignment inputSize maxLength
    validators`),
);

/** Questions that a paneldynamic may repeat, and what they may not say there. */
export const TEMPLATE_TYPES: ReadonlySet<string> = new Set(
  words("radiogroup dropdown buttongroup checkbox tagbox rating boolean text comment"),
);
export const TEMPLATE_REFUSED: ReadonlySet<string> = new Set(
  words(`visible visibleIf requiredIf defaultValue showCommentArea hasComment showOtherItem hasOther choicesVisibleIf
    clearIfInvisible storeOthersAsComment`),
);

export const INPUT_TYPES: ReadonlySet<string> = new Set(
  words("text number range email url tel date datetime-local time month week color"),
);

export const VALIDATOR_PROPERTIES: ReadonlyMap<string, readonly string[]> = new Map([
  ["numeric", ["minValue", "maxValue"]],
  ["text", ["minLength", "maxLength", "allowDigits"]],
  ["answercount", ["minCount", "maxCount"]],
  ["regex", ["regex", "caseInsensitive", "insensitive"]],
  ["email", []],
]);
