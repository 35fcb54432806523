/** Each compiled file with the compiled files that it imports; lazy ones only when an `import()` runs. */
export type OutputGraph = ReadonlyMap<string, readonly { readonly path: string; readonly lazy: boolean }[]>;

/** What an entry needs: `start` is loaded before it runs, `all` may be loaded at some time. Both hold the entry. */
export function filesOf(
  graph: OutputGraph,
  entry: string,
): { readonly start: ReadonlySet<string>; readonly all: ReadonlySet<string> } {
  const reach = (follow: (lazy: boolean) => boolean): Set<string> => {
    const reached = new Set([entry]);
    // A set grows while it is iterated: each file is visited once.
    for (const file of reached) {
      for (const { path, lazy } of graph.get(file) ?? []) if (follow(lazy)) reached.add(path);
    }
    return reached;
  };
  return { start: reach((lazy) => !lazy), all: reach(() => true) };
}
