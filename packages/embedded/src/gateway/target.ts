/** The parts of a request line. */
export interface RequestTarget {
  /** Decoded, as API Gateway passes and matches it: an encoded slash in an id splits the path. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly rawQueryString: string;
}

/** Reads `/path?query`; undefined when it is no path or not decodable. */
export function readTarget(url: string): RequestTarget | undefined {
  if (!url.startsWith('/')) return undefined;
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const rawQueryString = mark < 0 ? '' : url.slice(mark + 1);
  if (!path.includes('%')) return { path, rawQueryString };
  try {
    return { path: decodeURIComponent(path), rawQueryString };
  } catch {
    return undefined;
  }
}

/** Decoded; a name that comes twice has its values joined by a comma. Undefined for an empty query. */
export function queryParameters(rawQueryString: string): Record<string, string> | undefined {
  if (rawQueryString === '') return undefined;
  const parameters: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    const before = parameters[name];
    parameters[name] = before === undefined ? value : `${before},${value}`;
  }
  return parameters;
}
