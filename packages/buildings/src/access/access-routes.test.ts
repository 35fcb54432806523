import { openApiDocument } from '@bos/http/openapi';
import { HOUR } from '@bos/kernel/clock';
import { describe, expect, test } from 'vitest';
import { accessRoutes } from './access-routes.ts';
import { viewCredential } from './credentials/credential-routes.ts';
import { accessDesk, buildingId } from './testing/access-desk.ts';

describe('the routes of access', () => {
  test('make a document', () => {
    const document = openApiDocument(accessRoutes, { title: 'access', version: '1', servers: [] });
    expect(Object.keys(document.paths)).toHaveLength(new Set(accessRoutes.map(({ path }) => path)).size);
  });

  test.each(accessRoutes.filter(({ body }) => body !== undefined))(
    '$operationId has an example that is taken',
    (route) => {
      expect(route.body?.safeParse(route.examples?.body).error).toBeUndefined();
    },
  );

  test('show a code to its person alone, and only while it works', async () => {
    const { issue, clock, ring, store, locks } = accessDesk();
    const view = async (own: boolean) => {
      const credential = await store.get(buildingId, 'c1');
      return credential && viewCredential(credential, clock.now(), own);
    };
    await issue();
    expect(await view(true)).toMatchObject({ works: false, status: 'pending' });
    expect(await view(true)).not.toHaveProperty('code');
    await clock.advance(HOUR);
    await ring();
    expect(await view(true)).toMatchObject({ works: true, code: locks.peek('gate')[0]?.secret });
    expect(await view(false)).not.toHaveProperty('code');
    await clock.advance(24 * HOUR);
    expect(await view(true)).toMatchObject({ works: false });
    expect(await view(true)).not.toHaveProperty('code');
  });
});
