import { OperatorError } from './operator-error.ts';

/** GET of the running system's own API; the answer as it came. Throws OperatorError with the problem's detail. */
export async function getJson(url: string, token: string): Promise<unknown> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const body: unknown = await response.json();
  if (response.ok) return body;
  const detail = typeof body === 'object' && body !== null && 'detail' in body ? body.detail : response.statusText;
  throw new OperatorError(`${response.status}: ${String(detail)}`);
}
