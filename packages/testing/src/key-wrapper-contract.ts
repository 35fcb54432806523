import type { KeyWrapper } from '@bos/table/encryption/key-wrapper';
import { describe, expect, test } from 'vitest';

/** Opens two keepers that have nothing to do with each other. */
export type OpenKeyWrappers = () => Promise<{ readonly ours: KeyWrapper; readonly theirs: KeyWrapper }>;

const KEY = Uint8Array.from({ length: 32 }, (_, position) => position * 8);
const CONTEXT = { table: 'bos-data-test', scope: 'building', id: 'demo' };
const REFUSED = { code: 'KEY_UNWRAP_FAILED' };

/** What every keeper of the outermost key must do. */
export function describeKeyWrapper(name: string, open: OpenKeyWrappers): void {
  describe(`key wrapper on ${name}`, () => {
    test('gives back the key that it wrapped', async () => {
      const { ours } = await open();
      const wrapped = await ours.wrap(KEY, CONTEXT);
      expect(Uint8Array.from(await ours.unwrap(wrapped, CONTEXT))).toEqual(KEY);
    });

    test('takes the same context in any order of its parts', async () => {
      const { ours } = await open();
      const wrapped = await ours.wrap(KEY, CONTEXT);
      const { id, scope, table } = CONTEXT;
      expect(Uint8Array.from(await ours.unwrap(wrapped, { id, scope, table }))).toEqual(KEY);
    });

    test('wraps a key anew without changing it, and only in the name of its context', async () => {
      const { ours } = await open();
      const { rewrap } = ours;
      if (rewrap === undefined) return;
      const wrapped = await ours.wrap(KEY, CONTEXT);
      const anew = await rewrap(wrapped, CONTEXT);
      expect(Buffer.from(anew).equals(wrapped)).toBe(false);
      expect(Uint8Array.from(await ours.unwrap(anew, CONTEXT))).toEqual(KEY);
      await expect(rewrap(wrapped, { ...CONTEXT, id: 'other' })).rejects.toMatchObject({ code: 'KEY_WRAP_FAILED' });
    });

    test('does not show the key in what it gives out, nor that two wrapped keys are the same', async () => {
      const { ours } = await open();
      const [one, other] = await Promise.all([ours.wrap(KEY, CONTEXT), ours.wrap(KEY, CONTEXT)]);
      expect(Buffer.from(one).includes(Buffer.from(KEY))).toBe(false);
      expect(Buffer.from(one).equals(other)).toBe(false);
    });

    test.each([
      ['another value', { ...CONTEXT, id: 'other' }],
      ['a part less', { table: CONTEXT.table, scope: CONTEXT.scope }],
      ['a part more', { ...CONTEXT, more: '1' }],
      ['nothing', {}],
    ])('refuses a key in the name of another context: %s', async (_title, context) => {
      const { ours } = await open();
      const wrapped = await ours.wrap(KEY, CONTEXT);
      await expect(ours.unwrap(wrapped, context)).rejects.toMatchObject(REFUSED);
    });

    test('refuses what was changed, cut short or never wrapped', async () => {
      const { ours } = await open();
      const wrapped = await ours.wrap(KEY, CONTEXT);
      const changed = wrapped.map((byte, position) => (position === wrapped.length - 20 ? byte ^ 1 : byte));
      for (const bytes of [changed, wrapped.slice(0, -1), new Uint8Array(80), new Uint8Array(1)]) {
        await expect(ours.unwrap(bytes, CONTEXT)).rejects.toMatchObject(REFUSED);
      }
    });

    test('refuses a key that another keeper wrapped', async () => {
      const { ours, theirs } = await open();
      const wrapped = await theirs.wrap(KEY, CONTEXT);
      await expect(ours.unwrap(wrapped, CONTEXT)).rejects.toMatchObject(REFUSED);
    });
  });
}
