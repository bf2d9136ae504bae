/** Short cards of leaders, some on one page: a page for every tap would be more turning than judging. */

const LEADERS_PER_PAGE_MAX = 4;
const QUESTIONS_PER_CARD_MAX = 2;

type Json = Readonly<Record<string, unknown>>;

/** What a page may say and a panel says as well. */
const COMMON: ReadonlySet<string> = new Set(["name", "title", "elements", "visibleIf", "enableIf"]);

/**
 * Pages that follow each other, each about one leader and of at most two questions, become panels of as few pages as
 * hold them, evenly filled. Names, order and conditions of the questions stay, so that nothing else notices.
 *
 * @param survey SurveyJS JSON of a frozen form
 * @param leaderOf position of the leader a question is about; undefined for a question about none
 */
export function withShortCards(survey: Json, leaderOf: (question: string) => number | undefined): Json {
  const pages = survey["pages"];
  if (!Array.isArray(pages)) return survey;
  const joined: Json[] = [];
  let cards: Json[] = [];
  const flush = (): void => {
    joined.push(...inPages(cards));
    cards = [];
  };
  for (const page of pages as readonly Json[]) {
    if (isShortCard(page, leaderOf)) cards.push(page);
    else {
      flush();
      joined.push(page);
    }
  }
  flush();
  return { ...survey, pages: joined };
}

function isShortCard(page: Json, leaderOf: (question: string) => number | undefined): boolean {
  const elements = page["elements"];
  if (!Array.isArray(elements) || elements.length === 0 || elements.length > QUESTIONS_PER_CARD_MAX)
    return false;
  if (!Object.keys(page).every((name) => COMMON.has(name))) return false;
  const leaders = new Set(
    (elements as readonly Json[]).map(({ type, name }) =>
      type === "radiogroup" && typeof name === "string" ? leaderOf(name) : undefined,
    ),
  );
  return leaders.size === 1 && !leaders.has(undefined);
}

/** Six cards of at most four a page are three and three, not four and two. */
function inPages(cards: readonly Json[]): readonly Json[] {
  if (cards.length < 2) return cards;
  const pages = Math.ceil(cards.length / LEADERS_PER_PAGE_MAX);
  return Array.from({ length: pages }, (_, at) => {
    const from = Math.ceil((at * cards.length) / pages);
    const to = Math.ceil(((at + 1) * cards.length) / pages);
    const elements = cards.slice(from, to).map((card) => ({ ...card, type: "panel" }));
    return { name: `cards-of-leaders-${cards[from]!["name"] as string}`, elements };
  });
}
