/** The entry of that name, or an error that says which names there are. */
export function known<T>(entries: ReadonlyMap<string, T>, name: string, what: string): T {
  const entry = entries.get(name);
  if (entry === undefined) throw new Error(`No ${what} named ${name}; there are: ${[...entries.keys()].join(', ')}.`);
  return entry;
}
