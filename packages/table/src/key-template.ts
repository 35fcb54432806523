/**
 * A key as text with named parts: `BUILDING#{buildingId}#UNIT#{unitId}`. Parts are taken from an item's fields,
 * never contain "#" and are never empty, so that two items cannot meet in one key.
 */
export type KeyParts = Readonly<Record<string, unknown>>;

const PART = /\{(\w+)\}/g;

export class KeyPartError extends Error {
  constructor(template: string, part: string, reason: string) {
    super(`Key ${template}: ${part} ${reason}`);
    this.name = 'KeyPartError';
  }
}

export function partsOf(template: string): string[] {
  return Array.from(template.matchAll(PART), (match) => match[1] ?? '');
}

/** The key. Throws KeyPartError on a part that is missing, empty or holds "#". */
export function renderKey(template: string, parts: KeyParts): string {
  return template.replace(PART, (_all, name: string) => {
    const value = parts[name];
    if (typeof value !== 'string' || value === '') throw new KeyPartError(template, name, 'is missing');
    if (value.includes('#')) throw new KeyPartError(template, name, 'holds "#"');
    return value;
  });
}

/** The key, or undefined when a part is absent: an item without it stays out of that index (sparse). */
export function renderSparseKey(template: string, parts: KeyParts): string | undefined {
  return partsOf(template).some((name) => parts[name] === undefined) ? undefined : renderKey(template, parts);
}

/** The key as far as its parts are known: what a range of sort keys begins with. */
export function renderKeyPrefix(template: string, parts: KeyParts): string {
  const unknown = partsOf(template).find((name) => parts[name] === undefined);
  return unknown === undefined
    ? renderKey(template, parts)
    : renderKey(template.slice(0, template.indexOf(`{${unknown}}`)), parts);
}
