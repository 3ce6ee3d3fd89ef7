/**
 * Time zones by their names in the IANA database. Holds no schema, so that pages
 * can use it.
 * @module
 */

/** Zones that engines still call by a name that IANA has given up. */
const RENAMED = new Map([
  ["Africa/Asmera", "Africa/Asmara"],
  ["America/Buenos_Aires", "America/Argentina/Buenos_Aires"],
  ["America/Catamarca", "America/Argentina/Catamarca"],
  ["America/Coral_Harbour", "America/Atikokan"],
  ["America/Cordoba", "America/Argentina/Cordoba"],
  ["America/Godthab", "America/Nuuk"],
  ["America/Indianapolis", "America/Indiana/Indianapolis"],
  ["America/Jujuy", "America/Argentina/Jujuy"],
  ["America/Louisville", "America/Kentucky/Louisville"],
  ["America/Mendoza", "America/Argentina/Mendoza"],
  ["Asia/Calcutta", "Asia/Kolkata"],
  ["Asia/Katmandu", "Asia/Kathmandu"],
  ["Asia/Rangoon", "Asia/Yangon"],
  ["Asia/Saigon", "Asia/Ho_Chi_Minh"],
  ["Atlantic/Faeroe", "Atlantic/Faroe"],
  ["Europe/Kiev", "Europe/Kyiv"],
  ["Pacific/Enderbury", "Pacific/Kanton"],
  ["Pacific/Ponape", "Pacific/Pohnpei"],
  ["Pacific/Truk", "Pacific/Chuuk"],
]);

let known: ReadonlySet<string> | null = null;

/** All zones that may be chosen, in order of their names, and first UTC. */
export function timeZones(): string[] {
  return [...knownZones()];
}

/**
 * The one name of a time zone, whatever its case and whichever of its names is
 * given; `null` if there is no such zone. Offsets name none.
 */
export function timeZoneOf(name: string): string | null {
  let found: string;
  try {
    found = new Intl.DateTimeFormat("en", { timeZone: name })
      .resolvedOptions().timeZone;
  } catch {
    return null;
  }
  const zone = RENAMED.get(found) ?? found;
  return knownZones().has(zone) ? zone : null;
}

function knownZones(): ReadonlySet<string> {
  return known ??= new Set([
    "UTC",
    ...Intl.supportedValuesOf("timeZone")
      .map((name) => RENAMED.get(name) ?? name).sort(),
  ]);
}
