/**
 * The paths of the fields that were sent but that parsing dropped, at any depth: what no schema knows.
 * Values that a schema turned into something else than a plain object or array are not looked into.
 */
export function unknownFields(sent: unknown, parsed: unknown, path = ''): string[] {
  if (sent === parsed) return [];
  if (Array.isArray(sent) && Array.isArray(parsed))
    return sent.flatMap((item, index) => unknownFields(item, parsed[index], join(path, String(index))));
  if (!isPlainObject(sent) || !isPlainObject(parsed)) return [];
  return Object.entries(sent).flatMap(([name, value]) =>
    Object.hasOwn(parsed, name) ? unknownFields(value, parsed[name], join(path, name)) : [join(path, name)],
  );
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (value === null || typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
