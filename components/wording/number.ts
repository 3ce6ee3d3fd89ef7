/** A count for people: "1,200". */
export function count(value: number): string {
  return grouped(value.toFixed(0));
}

/**
 * Decimal digits with their thousands apart. The first `Intl.NumberFormat` of a
 * page takes tens of milliseconds to make, and this is all that it would do.
 */
export function grouped(digits: string): string {
  return digits.replace(/\B(?<!\.\d*)(?=(?:\d{3})+(?!\d))/g, ",");
}

/** A count with its noun: "1 conversation", "2 conversations". */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** A percentage for people: "12 %", "0.4 %". */
export function percent(value: number): string {
  const digits = value > 0 && value < 1 ? 1 : 0;
  return `${value.toFixed(digits)}\u202f%`;
}

/** A number with its sign, and a true minus: "+0.42", "−0.10", "0.00". */
export function signed(value: number, digits = 2): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return value < 0 ? `−${text}` : `+${text}`;
}

/** What a sentiment from -1 to 1 is called. */
export function sentimentWord(
  value: number,
): "positive" | "neutral" | "negative" {
  return value >= 0.05 ? "positive" : value <= -0.05 ? "negative" : "neutral";
}
