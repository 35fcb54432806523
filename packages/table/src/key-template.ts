/**
 * A key as text with named parts: `BUILDING#{buildingId}#UNIT#{unitId}`. Parts are taken from an item's fields,
 * never contain "#" and are never empty, so that two items cannot meet in one key.
 */
export type KeyParts = Readonly<Record<string, unknown>>;

/** Texts and names of parts in turn, a text first: `['BUILDING#', 'buildingId', '#UNIT#', 'unitId', '']`. */
type Pieces = readonly string[];

/** Templates are few and rendered for every item: each is taken apart once. */
const taken = new Map<string, Pieces>();

function piecesOf(template: string): Pieces {
  const known = taken.get(template);
  if (known) return known;
  const pieces = template.split(/\{(\w+)\}/);
  taken.set(template, pieces);
  return pieces;
}

export class KeyPartError extends Error {
  constructor(template: string, part: string, reason: string) {
    super(`Key ${template}: ${part} ${reason}`);
    this.name = 'KeyPartError';
  }
}

export function partsOf(template: string): string[] {
  return piecesOf(template).filter((_piece, position) => position % 2 === 1);
}

/** Renders up to the first part that is not there, if there is one and `partial` lets it. */
function render(template: string, parts: KeyParts, partial: boolean): string {
  const pieces = piecesOf(template);
  let key = pieces[0] ?? '';
  for (let position = 1; position < pieces.length; position += 2) {
    const name = pieces[position] ?? '';
    const value = parts[name];
    if (partial && value === undefined) return key;
    if (typeof value !== 'string' || value === '') throw new KeyPartError(template, name, 'is missing');
    if (value.includes('#')) throw new KeyPartError(template, name, 'holds "#"');
    key += value + (pieces[position + 1] ?? '');
  }
  return key;
}

/** The key. Throws KeyPartError on a part that is missing, empty or holds "#". */
export function renderKey(template: string, parts: KeyParts): string {
  return render(template, parts, false);
}

/** The key, or undefined when a part is absent: an item without it stays out of that index (sparse). */
export function renderSparseKey(template: string, parts: KeyParts): string | undefined {
  const pieces = piecesOf(template);
  for (let position = 1; position < pieces.length; position += 2) {
    if (parts[pieces[position] ?? ''] === undefined) return undefined;
  }
  return renderKey(template, parts);
}

/** The key as far as its parts are known: what a range of sort keys begins with. */
export function renderKeyPrefix(template: string, parts: KeyParts): string {
  return render(template, parts, true);
}
