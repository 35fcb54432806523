/** A route as API Gateway names it: `POST /v1/buildings/{buildingId}`, `ANY /files/{proxy+}`. */
export interface Routed {
  readonly routeKey: string;
}

export interface Match<R> {
  readonly route: R;
  /** Undefined when the path of the route has no parameters. */
  readonly parameters: Record<string, string> | undefined;
}

interface Node<R> {
  readonly literals: Map<string, Node<R>>;
  parameter: Node<R> | undefined;
  greedy: Node<R> | undefined;
  readonly routes: Map<string, Leaf<R>>;
}

interface Leaf<R> {
  readonly route: R;
  readonly names: readonly string[];
}

function node<R>(): Node<R> {
  return { literals: new Map(), parameter: undefined, greedy: undefined, routes: new Map() };
}

/**
 * Finds the route of a request as API Gateway does: a literal segment before `{name}`, `{name}` before `{name+}`,
 * a method before `ANY`. `path` is decoded already, as it is when API Gateway matches it.
 * Throws TypeError when two routes would match the same requests.
 */
export function createRouteTable<R extends Routed>(
  routes: readonly R[],
): (method: string, path: string) => Match<R> | undefined {
  const root = node<R>();
  /** `GET /a/b` → route, for routes without parameters: most requests of the hot path end here. */
  const exact = new Map<string, Match<R>>();
  for (const route of routes) {
    const [method = '', path = ''] = route.routeKey.split(' ', 2);
    const names: string[] = [];
    let place = root;
    for (const segment of path.slice(1).split('/')) {
      const name = /^\{([^{}+]+)\+?\}$/.exec(segment)?.[1];
      if (name !== undefined) names.push(name);
      place = child(place, segment, name);
    }
    if (!path.startsWith('/') || place.routes.has(method)) throw new TypeError(`${route.routeKey} is no new route`);
    place.routes.set(method, { route, names });
    if (names.length === 0) exact.set(route.routeKey, { route, parameters: undefined });
  }

  return (method, path) => {
    const known = exact.get(`${method} ${path}`);
    if (known !== undefined) return known;
    const values: string[] = [];
    const leaf = find(root, path.slice(1).split('/'), 0, method, values);
    return leaf && { route: leaf.route, parameters: parametersOf(leaf.names, values) };
  };
}

function child<R>(parent: Node<R>, segment: string, name: string | undefined): Node<R> {
  if (name === undefined) {
    const known = parent.literals.get(segment) ?? node<R>();
    parent.literals.set(segment, known);
    return known;
  }
  if (segment.endsWith('+}')) {
    parent.greedy ??= node();
    return parent.greedy;
  }
  parent.parameter ??= node();
  return parent.parameter;
}

function find<R>(
  place: Node<R>,
  segments: readonly string[],
  from: number,
  method: string,
  values: string[],
): Leaf<R> | undefined {
  const segment = segments[from];
  if (segment === undefined) return place.routes.get(method) ?? place.routes.get('ANY');
  const literal = place.literals.get(segment);
  const exact = literal && find(literal, segments, from + 1, method, values);
  if (exact !== undefined) return exact;
  if (segment === '') return undefined;
  const depth = values.length;
  if (place.parameter !== undefined) {
    values.push(segment);
    const found = find(place.parameter, segments, from + 1, method, values);
    if (found !== undefined) return found;
    values.length = depth;
  }
  if (place.greedy === undefined) return undefined;
  values.push(segments.slice(from).join('/'));
  const found = find(place.greedy, segments, segments.length, method, values);
  if (found === undefined) values.length = depth;
  return found;
}

function parametersOf(names: readonly string[], values: readonly string[]): Record<string, string> | undefined {
  if (names.length === 0) return undefined;
  return Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']));
}
