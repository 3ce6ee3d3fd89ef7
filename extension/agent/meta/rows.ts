import type { CreatorName, SeenData, Way } from "../../messages.ts";
import type { Pairing } from "../types.ts";
import type { Epochs } from "./epochs.ts";

/** A document of the site whose relay was heard. */
export interface PageRow {
  /** Names the document. */
  page: string;
  tab: number | null;
  /** The browser's name for the document, where it gives one. */
  document: string | null;
  epochs: Epochs;
  /** Captures that its relay had to drop. */
  lost: number;
  /** In ms since the epoch. */
  heardAt: number;
  /** Whether it was closed, or another one took its place in the tab. */
  gone: boolean;
}

/** Something that a page got, of an account that is not known yet. */
export interface HeldCapture {
  page: string;
  /** Tells it from the page's other captures. */
  print: string;
  event: Way;
  data: SeenData;
  /** What it takes, about. */
  bytes: number;
}

/** A held capture as it is stored. */
export type HeldRow = HeldCapture & {
  /** Grows. */
  seq: number;
};

/** An account of the site that a page named. */
export interface CreatorRow extends CreatorName {
  /** Messages that could not be of this account, or of nobody at all. */
  misplaced: number;
}

/** What of the captures is held. */
export interface HeldTotals {
  count: number;
  bytes: number;
  /** Those that had to go before their account was known, here or in a page. */
  dropped: number;
}

/** To which services data goes. */
export interface Pairings {
  /** By the creator's user id. */
  of: Map<string, Pairing>;
  /** One that waits for the first account. */
  pending: Pairing | null;
}

/** What reading some of a page's records changes, all at once. */
export interface PageChange {
  row: PageRow;
  /** Captures that have to wait until their account is known. */
  hold: readonly HeldCapture[];
  /** Those whose account is known now, by `seq`. */
  release: readonly number[];
  /** Accounts that were named. */
  creators: readonly CreatorName[];
  /** How many more messages were misplaced, by creator. */
  misplaced: ReadonlyMap<string, number>;
}
