import { MINUTE } from '@bos/kernel/clock';
import { create, put } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { identityEntity } from '../identities/identity.ts';
import { identityKey } from '../identities/identity-store.ts';
import { createAuthenticator } from './authenticate.ts';
import { type Membership, membershipEntity } from './membership.ts';

const clock = virtualClock();
const ana: Membership = {
  buildingId: 'demo',
  userId: 'u-ana',
  status: 'active',
  roles: ['manager'],
  unitIds: ['1203'],
};
let memory: ReturnType<typeof createMemoryTable>;
let authenticate: ReturnType<typeof createAuthenticator>;
const claims = (subject = 'ana', issuedAt = clock.now()) => ({ subject, issuer: 'http://issuer', issuedAt });
const become = (change: Partial<Membership>) => memory.table.write([put(membershipEntity, { ...ana, ...change })]);

beforeEach(async () => {
  memory = createMemoryTable({ clock });
  authenticate = createAuthenticator({ ...memory, clock });
  const key = await identityKey(memory.blindIndex, 'oidc', 'ana');
  if (key) await memory.table.write([create(identityEntity, { ...key, userId: 'u-ana' })]);
  await become({});
});

describe('authenticate', () => {
  test('finds the person, and what they are in the building', async () => {
    expect(await authenticate(claims(), undefined)).toEqual({ userId: 'u-ana', roles: [], unitIds: [] });
    expect(await authenticate(claims(), 'demo')).toEqual({
      userId: 'u-ana',
      buildingId: 'demo',
      roles: ['manager'],
      unitIds: ['1203'],
    });
  });

  test('knows nobody by an unknown subject, and no membership elsewhere', async () => {
    expect(await authenticate(claims('eve'), 'demo')).toBeUndefined();
    expect(await authenticate(claims('eve'), undefined)).toBeUndefined();
    expect(await authenticate(claims(), 'elsewhere')).toBeUndefined();
  });

  test.each([
    ['unverified', { status: 'unverified' }],
    ['suspended', { status: 'suspended' }],
    ['ended', { status: 'ended' }],
    ['not yet valid', { validFrom: new Date(clock.now().getTime() + MINUTE).toISOString() }],
    ['valid no more', { validUntil: clock.now().toISOString() }],
  ] as const)('a membership that is %s gives no right with the next request', async (_title, change) => {
    expect(await authenticate(claims(), 'demo')).toBeDefined();
    await become(change);
    expect(await authenticate(claims(), 'demo')).toBeUndefined();
  });

  test('new roles count with the next request', async () => {
    await authenticate(claims(), 'demo');
    await become({ roles: ['viewer'] });
    expect((await authenticate(claims(), 'demo'))?.roles).toEqual(['viewer']);
  });

  test('a token from before the sign-out is refused, one from after it is taken', async () => {
    await become({ tokensValidFrom: clock.now().toISOString() });
    expect(await authenticate(claims('ana', new Date(clock.now().getTime() - 1000)), 'demo')).toBeUndefined();
    expect(await authenticate(claims('ana', clock.now()), 'demo')).toBeDefined();
  });

  test('a subject is looked up once in five minutes', async () => {
    let lookUps = 0;
    const { table } = memory;
    const counting = createAuthenticator({
      ...memory,
      clock,
      table: {
        ...table,
        get: (definition, parts) => {
          if (definition.type === identityEntity.type) lookUps++;
          return table.get(definition, parts);
        },
      },
    });
    await counting(claims(), 'demo');
    await counting(claims(), 'demo');
    expect(lookUps).toBe(1);
    await clock.advance(5 * MINUTE);
    await counting(claims(), 'demo');
    expect(lookUps).toBe(2);
  });
});
