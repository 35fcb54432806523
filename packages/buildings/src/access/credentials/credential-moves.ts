import type { Credential, EndingCredential, EndStatus, PendingCredential, StandingCredential } from './credential.ts';

/** Who acts when a time has come. */
export const CREDENTIAL_CLOCK = 'credential-clock';

/** Every lock has confirmed it. */
export function activated(credential: PendingCredential, at: Date): Credential {
  return { ...credential, status: 'active', activatedAt: at.toISOString(), tries: 0 };
}

/** What no lock was asked for is over; everything else is ending until the locks have confirmed. */
export function ending(credential: StandingCredential, ends: EndStatus, endedBy: string, at: Date): Credential {
  const { secret: _secret, ...rest } = credential;
  const time = at.toISOString();
  const base = { ...withoutActivation(rest), tries: 0, endedBy };
  if (credential.placedOn.length === 0) return { ...base, status: ends, endedAt: time };
  return { ...base, status: 'ending', ends, endRequestedAt: time };
}

/** No lock has it any more. */
export function ended(credential: EndingCredential, at: Date): Credential {
  const { ends, endRequestedAt: _requested, ...rest } = credential;
  return { ...rest, status: ends, endedAt: at.toISOString(), placedOn: [], tries: 0 };
}

function withoutActivation<T extends object>(credential: T): Omit<T, 'activatedAt'> {
  const { activatedAt: _activatedAt, ...rest } = { activatedAt: undefined, ...credential };
  return rest;
}
