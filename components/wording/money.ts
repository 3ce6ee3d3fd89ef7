/** An amount of US dollars for people: "$1,200", "$9.50". */
export function dollars(amount: number): string {
  const text = (Number.isInteger(amount) ? WHOLE : WITH_CENTS)
    .format(Math.abs(amount));
  return amount < 0 ? `−${text}` : text;
}

const WHOLE = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  maximumFractionDigits: 0,
});

const WITH_CENTS = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
});
