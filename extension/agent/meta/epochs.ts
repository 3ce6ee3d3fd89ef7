/**
 * Whose account a page showed in each of its epochs. An epoch begins with each
 * answer that names who is signed in and with each end of a session; what a page
 * asks for carries the number of the latest.
 */
export type Epochs = readonly EpochRun[];

/** Epochs of one account in a row. */
export interface EpochRun {
  first: number;
  last: number;
  /** `null`: of the account that is named next. */
  account: string | null;
}

/** Changes of account that are remembered of a page. */
const MAX_RUNS = 200;

/** Those of a page that has told nothing yet. */
export const NO_EPOCHS: Epochs = [{ first: 0, last: 0, account: null }];

/**
 * The account of an epoch; `null` where it is not known yet. Of one whose
 * beginning was lost it never is.
 */
export function accountIn(epochs: Epochs, epoch: number): string | null {
  const run = epochs.findLast(({ first }) => first <= epoch);
  return run !== undefined && epoch <= run.last ? run.account : null;
}

/**
 * With an epoch that begins: `account` is whom it names, `null` for the end of a
 * session. The epochs of nobody just before it are this account's too. One that
 * is known changes nothing.
 */
export function began(
  epochs: Epochs,
  epoch: number,
  account: string | null,
): Epochs {
  const before = epochs.at(-1);
  if (before !== undefined && epoch <= before.last) return epochs;
  const isNext = before?.last === epoch - 1;
  const joins = isNext &&
    (before.account === account || before.account === null);
  if (!joins) {
    return [...epochs, { first: epoch, last: epoch, account }].slice(-MAX_RUNS);
  }
  const joined: EpochRun = { first: before.first, last: epoch, account };
  const others = epochs.slice(0, -1);
  const earlier = others.at(-1);
  return earlier?.last === joined.first - 1 && earlier.account === account
    ? [...others.slice(0, -1), { ...joined, first: earlier.first }]
    : [...others, joined];
}

/** Whom the page shows, as far as is known. */
export function currentAccount(epochs: Epochs): string | null {
  return epochs.at(-1)?.account ?? null;
}
