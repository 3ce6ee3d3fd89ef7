import type { Brain } from "@/lib/brain.ts";

/** What a first start calls its account. */
const FIRST_ACCOUNT = "My account";

/**
 * Prints a one-time link for each account, with which its owner signs in. On
 * the first start there is none yet: it is created, and its link sets it up.
 */
export async function announceSignIn(
  brain: Brain,
  origin: string,
): Promise<void> {
  const accounts = await brain.accounts.list();
  const isFirst = accounts.length === 0;
  if (isFirst) accounts.push(await brain.accounts.create(FIRST_ACCOUNT));
  for (const { id, name } of accounts) {
    const link = await signInLink(brain, origin, id);
    console.log(
      isFirst
        ? `Welcome to Rapport. Set it up by opening this link, once:\n  ${link}`
        : `Sign in to "${name}" by opening this link, once:\n  ${link}`,
    );
  }
}

/** A link that signs in to `account` once. */
export async function signInLink(
  brain: Brain,
  origin: string,
  account: Parameters<Brain["accounts"]["createLoginLink"]>[0],
): Promise<string> {
  return `${origin}/login/${await brain.accounts.createLoginLink(account)}`;
}
