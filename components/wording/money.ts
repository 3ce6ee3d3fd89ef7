import { grouped } from "./number.ts";

/** An amount of US dollars for people: "$1,200", "$9.50". */
export function dollars(amount: number): string {
  const digits = Number.isInteger(amount) ? 0 : 2;
  const text = `$${grouped(Math.abs(amount).toFixed(digits))}`;
  return amount < 0 ? `−${text}` : text;
}
