import type { AccountId } from "@/lib/models/mod.ts";
import { INTAKE_LIMITS } from "./limits.ts";

/**
 * Counts what accounts' Agents have sent and the Brain has not settled yet, so
 * that nobody fills the memory with it. An account is counted over all of its
 * connections: to connect again makes no room.
 */
export class Intake {
  readonly #underWay = new Map<AccountId, { records: number; size: number }>();

  /**
   * Counts a record of `size` characters; `false` if there is no room for it.
   * A record that is alone always has room.
   */
  begin(account: AccountId, size: number): boolean {
    const underWay = this.#underWay.get(account);
    if (underWay === undefined) {
      this.#underWay.set(account, { records: 1, size });
      return true;
    }
    if (
      underWay.records >= INTAKE_LIMITS.records ||
      underWay.size + size > INTAKE_LIMITS.size
    ) return false;
    underWay.records++;
    underWay.size += size;
    return true;
  }

  /** A record that was counted is settled, one way or the other. */
  end(account: AccountId, size: number): void {
    const underWay = this.#underWay.get(account);
    if (underWay === undefined) return;
    underWay.records--;
    underWay.size -= size;
    if (underWay.records === 0) this.#underWay.delete(account);
  }
}
