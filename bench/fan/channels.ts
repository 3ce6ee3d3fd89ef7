/** The channel on Redis from which a bare server passes on. */
export function bareChannel(account: string): string {
  return `bare_user_${account}`;
}
