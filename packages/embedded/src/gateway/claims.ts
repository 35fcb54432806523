/** The claims of a token as API Gateway's JWT authorizer passes them on: every value is text. */
export type Claims = Record<string, string>;

/** The token of an `Authorization: Bearer` header. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return authorization === undefined ? undefined : /^bearer +([^\s]+)$/i.exec(authorization)?.[1];
}

/** Numbers as text, lists as `[a b]`. */
export function claimsOf(payload: object): Claims {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claimText(value)]));
}

function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(' ')}]`;
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value);
}
