export interface CallOptions {
  readonly role?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The API as somebody with a role in the demo building: the manager, unless told. */
export interface ApiCaller {
  get(path: string, role?: string): Promise<{ status: number; body: unknown }>;
  call(
    method: string,
    path: string,
    body: unknown,
    options?: CallOptions,
  ): Promise<{ status: number; body: unknown; headers: Headers }>;
}

/** Signs in once for each role. */
export function createApiCaller(url: string, signIn: (role: string) => Promise<string>): ApiCaller {
  const tokens = new Map<string, Promise<string>>();
  function tokenOf(role: string): Promise<string> {
    const known = tokens.get(role) ?? signIn(role);
    tokens.set(role, known);
    return known;
  }

  async function call(
    method: string,
    path: string,
    body: unknown,
    { role = 'manager', headers = {} }: CallOptions = {},
  ) {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${await tokenOf(role)}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, body: answer, headers: response.headers };
  }

  return { call, get: (path, role = 'manager') => call('GET', path, undefined, { role }) };
}
