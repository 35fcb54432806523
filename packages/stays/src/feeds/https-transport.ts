import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { DomainError } from '@bos/kernel/errors';
import type { CalendarTransport } from './fetch-calendar.ts';
import { isPublicAddress } from './public-address.ts';

function refused(): DomainError {
  return new DomainError('invalid', 'CALENDAR_ADDRESS_REFUSED', 'The address leads to no public host.', {
    problems: [{ field: 'url', rule: 'must be a public https address' }],
  });
}

type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/**
 * Resolves a name for the connection itself, so that the address that was judged is the one that is used: a name that
 * leads elsewhere the next time gains nothing. One address that is not public refuses the name.
 */
export function publicLookup(resolve: Resolve = (hostname) => lookup(hostname, { all: true })): LookupFunction {
  return (hostname, { all }, callback) => {
    const found = (addresses: readonly LookupAddress[]): void => {
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) callback(refused(), '');
      else if (all) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    };
    resolve(hostname).then(found, (error: Error) => callback(error, ''));
  };
}

/** GET by TLS to public addresses alone. Throws CALENDAR_ADDRESS_REFUSED, and what the connection throws. */
export function httpsTransport(resolve: LookupFunction = publicLookup()): CalendarTransport {
  return async (url, signal) => {
    // An address that is written out is not looked up.
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && !isPublicAddress(host)) throw refused();
    return new Promise((answered, reject) => {
      const headers = { accept: 'text/calendar', 'user-agent': 'BuildingOS calendar import' };
      const call = request(url, { method: 'GET', headers, lookup: resolve, signal, agent: false }, (answer) => {
        answered({ status: answer.statusCode ?? 0, location: answer.headers.location, body: answer });
      });
      call.on('error', reject);
      call.end();
    });
  };
}
