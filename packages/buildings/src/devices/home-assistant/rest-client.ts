import { neverConnected } from '@bos/kernel/never-connected';
import type { HomeAssistantConnection } from './connection.ts';
import { type EntityState, entityStateSchema, type ServiceCall } from './entity-state.ts';

/** How long one look may take, in milliseconds; a call of a service may take as long as its caller waits. */
const LOOK_TIME = 3_000;

export type Look =
  | { readonly kind: 'seen'; readonly entity: EntityState }
  /** `reason` is a word for the operator: never what was answered. */
  | { readonly kind: 'unseen'; readonly reason: string };

/** `refused`: it was understood and not done. `unreachable`: certainly not done. `unknown`: nobody can tell. */
export type Called =
  | { readonly kind: 'called' }
  | { readonly kind: 'refused' | 'unreachable' | 'unknown'; readonly reason: string };

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'UNKNOWN');

const headersOf = ({ token }: HomeAssistantConnection) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
});

/** `GET /api/states/{entity_id}`. Never throws. */
export async function look(connection: HomeAssistantConnection, entityId: string, signal: AbortSignal): Promise<Look> {
  try {
    const response = await fetch(`${connection.url}/api/states/${entityId}`, {
      headers: headersOf(connection),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(LOOK_TIME)]),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      return { kind: 'unseen', reason: `HTTP_${response.status}` };
    }
    const parsed = entityStateSchema.safeParse(await response.json());
    return parsed.success ? { kind: 'seen', entity: parsed.data } : { kind: 'unseen', reason: 'UNREADABLE_ANSWER' };
  } catch (error) {
    return { kind: 'unseen', reason: neverConnected(error) ? 'UNREACHABLE' : nameOf(error) };
  }
}

/** `POST /api/services/{domain}/{service}`. Never throws. */
export async function callService(
  connection: HomeAssistantConnection,
  { service, body }: ServiceCall,
  signal: AbortSignal,
): Promise<Called> {
  try {
    const response = await fetch(`${connection.url}/api/services/${service}`, {
      method: 'POST',
      headers: headersOf(connection),
      body: JSON.stringify(body),
      redirect: 'manual',
      signal,
    });
    await response.body?.cancel();
    const { status } = response;
    if (status >= 200 && status < 300) return { kind: 'called' };
    const reason = `HTTP_${status}`;
    // The door of the house itself was shut: nothing behind it was asked.
    if (status === 401 || status === 403 || (status >= 300 && status < 400)) return { kind: 'unreachable', reason };
    // A server that fails may have moved the lock before it failed.
    return { kind: status >= 500 ? 'unknown' : 'refused', reason };
  } catch (error) {
    const never = neverConnected(error);
    return { kind: never ? 'unreachable' : 'unknown', reason: never ? 'UNREACHABLE' : nameOf(error) };
  }
}
