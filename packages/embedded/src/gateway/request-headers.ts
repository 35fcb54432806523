/** The headers of a request as an event carries them. */
export interface EventHeaders {
  /** Lower-case names; a header that comes twice has its values joined by a comma; without cookies. */
  readonly headers: Record<string, string>;
  readonly cookies: string[] | undefined;
}

/** From node's flat list of names and values. */
export function readHeaders(raw: readonly string[]): EventHeaders {
  // No prototype: a header may be called "constructor".
  const headers: Record<string, string> = Object.create(null);
  let cookies: string[] | undefined;
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase();
    const value = raw[i + 1] ?? '';
    if (name === 'cookie') {
      cookies = [...(cookies ?? []), ...value.split(/; */).filter((cookie) => cookie !== '')];
      continue;
    }
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before},${value}`;
  }
  return { headers, cookies };
}

/**
 * Adds what API Gateway says about the way that the request came. A proxy on this machine that ends TLS is believed
 * about its protocol; nobody else is.
 */
export function addForwarding(headers: Record<string, string>, sourceIp: string, port: number): void {
  const behindProxy = isLoopback(sourceIp) && headers['x-forwarded-proto'] !== undefined;
  const before = headers['x-forwarded-for'];
  headers['x-forwarded-for'] = before === undefined ? sourceIp : `${before}, ${sourceIp}`;
  if (behindProxy) return;
  headers['x-forwarded-proto'] = 'http';
  headers['x-forwarded-port'] = String(port);
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}
