/** Somebody else wrote what a commit rests on; the caller starts anew. */
export class TransactionConflict extends Error {
  override name = "TransactionConflict";

  constructor() {
    super("The state was changed by somebody else");
  }
}
