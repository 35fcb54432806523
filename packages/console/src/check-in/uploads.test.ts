import { describe, expect, test } from 'vitest';
import { isSending, nextToSend, sentIds, type Upload, uploadsAfter } from './uploads.ts';

const jpeg = (name: string) => new File(['x'], name, { type: 'image/jpeg' });
const choose = (before: readonly Upload[], files: readonly File[], earlier = 0) =>
  uploadsAfter(before, { kind: 'chosen', files, documentKind: 'passport', earlier });
const states = (uploads: readonly Upload[]) => uploads.map(({ state }) => state);
const waiting = { kind: 'waiting' };

describe('chosen files', () => {
  test('wait in line, but for those that nobody would take', () => {
    const uploads = choose([], [jpeg('a.jpg'), new File(['x'], 'b.html', { type: 'text/html' }), jpeg('c.jpg')]);
    expect(states(uploads)).toEqual([waiting, { kind: 'failed', problem: 'wrongType' }, waiting]);
    expect(new Set(uploads.map(({ key }) => key)).size).toBe(3);
  });

  test('are eight at the most, with those that came before; what failed takes no place', () => {
    const three = choose([], [jpeg('a.jpg'), new File([], 'empty.jpg', { type: 'image/jpeg' }), jpeg('b.jpg')], 5);
    expect(states(choose(three, [jpeg('c.jpg'), jpeg('d.jpg')], 5))).toEqual([
      waiting,
      { kind: 'failed', problem: 'empty' },
      waiting,
      waiting,
      { kind: 'failed', problem: 'tooMany' },
    ]);
  });

  test('are sent one after the other', () => {
    let uploads = choose([], [jpeg('a.jpg'), jpeg('b.jpg')]);
    const [first, second] = uploads;
    expect(nextToSend(uploads)).toBe(first);
    uploads = uploadsAfter(uploads, { kind: 'moved', key: first?.key ?? 0, state: { kind: 'sending', share: 0.5 } });
    expect(nextToSend(uploads)).toBeUndefined();
    expect(isSending(uploads)).toBe(true);
    uploads = uploadsAfter(uploads, { kind: 'moved', key: first?.key ?? 0, state: { kind: 'sent', documentId: 'd1' } });
    expect(nextToSend(uploads)).toBe(second);
    expect([...sentIds(uploads)]).toEqual(['d1']);
    uploads = uploadsAfter(uploads, { kind: 'removed', key: second?.key ?? 0 });
    expect(isSending(uploads)).toBe(false);
  });

  test('that came and cannot be opened are listed so, and take no place', () => {
    const [upload] = choose([], [jpeg('a.jpg')]);
    const sent = uploadsAfter(upload ? [upload] : [], {
      kind: 'moved',
      key: upload?.key ?? 0,
      state: { kind: 'sent', documentId: 'd1' },
    });
    const after = uploadsAfter(sent, { kind: 'unreadable' });
    expect(states(after)).toEqual([{ kind: 'failed', problem: 'unreadable' }]);
    expect(states(choose(after, [jpeg('b.jpg')], 7)).at(-1)).toEqual(waiting);
  });
});
