import { describe, expect, test } from 'vitest';
import { readAddress, writeAddress } from './address.ts';
import { keepToken, readToken } from './session.ts';

function places(hash: string) {
  const kept = new Map<string, string>();
  const addresses: string[] = [];
  return {
    kept,
    addresses,
    storage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    },
    location: { hash, pathname: '/console', search: '?x=1' },
    history: {
      replaceState: (_data: unknown, _title: string, url?: string | URL | null) => void addresses.push(String(url)),
    },
  };
}

describe('the session', () => {
  test('takes the token out of the address and keeps it for the tab', () => {
    const link = places('#token=a.b.c');
    expect(readToken(link)).toBe('a.b.c');
    expect(link.addresses).toEqual(['/console?x=1']);
    expect(readToken({ ...link, location: { ...link.location, hash: '#/tickets' } })).toBe('a.b.c');
    expect(link.addresses).toHaveLength(1);
  });

  test('ends when the token is forgotten', () => {
    const link = places('#token=a.b.c');
    readToken(link);
    keepToken(link, undefined);
    expect(readToken({ ...link, location: { ...link.location, hash: '' } })).toBeUndefined();
  });
});

describe('an address', () => {
  test.each([
    ['#/tickets/01J', { view: 'tickets', id: '01J' }],
    ['#/missions', { view: 'missions' }],
    ['#/missions/', { view: 'missions' }],
    ['', { view: 'conversations' }],
    ['#/nonsense', { view: 'conversations' }],
    ['#/tickets/a%2Fb', { view: 'tickets', id: 'a/b' }],
  ])('%s is read', (hash, address) => {
    expect(readAddress(hash)).toEqual(address);
  });

  test('that says nothing is where somebody begins', () => {
    expect(readAddress('', 'today')).toEqual({ view: 'today' });
    expect(readAddress('#/today/2026-11-24')).toEqual({ view: 'today', id: '2026-11-24' });
  });

  test('is read as it was written', () => {
    expect(readAddress(writeAddress({ view: 'tickets', id: 'a/b' }))).toEqual({ view: 'tickets', id: 'a/b' });
  });
});
