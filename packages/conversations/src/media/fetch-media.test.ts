import { DAY } from '@bos/kernel/clock';
import { sha256 } from '@bos/kernel/hash';
import type { Log } from '@bos/kernel/log';
import { create, remove, replace } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryDocuments } from '@bos/testing/memory-documents';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { type Message, messageEntity } from '../messages/message.ts';
import { createMessageStore } from '../messages/message-store.ts';
import { fetchMedia } from './fetch-media.ts';
import { mediaKey, receivedMedia } from './media.ts';
import type { MediaAtProvider, MediaLookup, MediaStream } from './media-source.ts';
import { signMedia } from './sign-media.ts';

const REFERENCE = { buildingId: 'demo', conversationId: 'c1', messageId: 'm1' };
const PICTURE = new TextEncoder().encode('a picture of a leaking tap');
const OUTAGE = { kind: 'unavailable', code: 'WHATSAPP_UNREACHABLE', remedy: 'wait' } as const;

async function* inParts(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes.subarray(0, 5);
  yield bytes.subarray(5);
}

/** A received picture that is to be fetched, and a provider that has it. */
async function scene(given: Partial<Message> = {}) {
  const clock = virtualClock();
  const { table } = createMemoryTable({ clock });
  const documents = createMemoryDocuments({ clock });
  const logged: string[] = [];
  const note = (event: string) => void logged.push(event);
  const log: Log = { info: note, warn: note, error: note };
  const asked: string[] = [];
  const opened = (bytes: Uint8Array): MediaStream => ({ kind: 'opened', stream: inParts(bytes) });
  const picture: MediaAtProvider = {
    mimeType: 'image/jpeg',
    bytes: PICTURE.length,
    sha256: sha256(PICTURE),
    open: async () => opened(PICTURE),
  };
  const provider = { answer: (): MediaLookup => ({ kind: 'found', media: picture }) };
  const source = {
    find: async (mediaId: string) => {
      asked.push(mediaId);
      return provider.answer();
    },
  };
  await table.write([
    create<Message>(messageEntity, {
      ...REFERENCE,
      userId: 'maria',
      direction: 'inbound',
      sender: 'person',
      kind: 'image',
      status: 'received',
      sentAt: clock.now().toISOString(),
      ...receivedMedia({ mediaId: '118', mimeType: 'image/jpeg' }, clock.now()),
      ...given,
    }),
  ]);
  const messages = createMessageStore(table);
  const message = async (): Promise<Message> => {
    const found = await messages.get('demo', 'c1', 'm1');
    if (found === undefined) throw new Error('the message is gone');
    return found;
  };
  return {
    clock,
    table,
    documents,
    logged,
    asked,
    picture,
    messages,
    message,
    opened,
    answerWith(answer: () => MediaLookup) {
      provider.answer = answer;
    },
    fetch: (attempt = 1, isLast = false) =>
      fetchMedia({ table, clock, documents, source, log }, REFERENCE, { attempt, isLast }),
    pending: () => messages.listPending('demo', new Date(clock.now().getTime() + 1)),
  };
}

describe('the media of a received message', () => {
  test('is fetched, stored under its building, and noted on the message', async () => {
    const { fetch, documents, message, pending } = await scene();
    expect(await pending()).toHaveLength(1);
    expect(await fetch()).toBe('stored');
    expect(documents.keys()).toEqual(['demo/media/c1/m1']);
    expect(await message()).toMatchObject({
      mediaState: 'stored',
      media: { mediaId: '118', mimeType: 'image/jpeg', bytes: PICTURE.length, sha256: sha256(PICTURE) },
    });
    expect(await pending()).toEqual([]);
  });

  test('is fetched once, however often it is asked for', async () => {
    const { fetch, asked } = await scene();
    expect(await Promise.all([fetch(), fetch(), fetch()])).toContain('stored');
    expect(await fetch()).toBe('nothing');
    expect(asked.length).toBeLessThanOrEqual(3);
  });

  test.each([
    ['is still there', undefined],
    ['is gone', { kind: 'absent' } as const],
    ['does not answer', OUTAGE],
  ])('that a killed worker had stored is only noted, when the provider %s', async (_title, answer) => {
    const { fetch, documents, message, answerWith } = await scene();
    await documents.put({ key: mediaKey(REFERENCE), contentType: 'image/jpeg', content: PICTURE });
    if (answer !== undefined) answerWith(() => answer);
    expect(await fetch(9, true)).toBe('stored');
    expect(await message()).toMatchObject({ media: { bytes: PICTURE.length, sha256: sha256(PICTURE) } });
  });

  test('can be loaded for five minutes, under a name that tells what it is', async () => {
    const { fetch, clock, documents, message } = await scene();
    expect(await signMedia(documents, await message())).toBeUndefined();
    await fetch();
    expect(await signMedia(documents, await message())).toEqual({
      url: '/documents/demo/media/c1/m1?name=image-2026-11-22T12-00-00.jpg',
      expiresAt: new Date(clock.now().getTime() + 300_000),
    });
  });

  test.each([
    ['a type that is not on the list', { mimeType: 'text/html' }, 'MEDIA_TYPE_NOT_TAKEN'],
    ['a size beyond the limit of its type', { bytes: 5 * 1024 * 1024 + 1 }, 'MEDIA_TOO_LARGE'],
    ['nothing in it', { bytes: 0 }, 'MEDIA_EMPTY'],
  ])('is refused unread when it has %s', async (_title, change, code) => {
    const { fetch, picture, answerWith, message, documents } = await scene();
    const open = async () => expect.unreachable('it was read');
    answerWith(() => ({ kind: 'found', media: { ...picture, ...change, open } }));
    expect(await fetch()).toBe('refused');
    expect(await message()).toMatchObject({ mediaState: 'refused', mediaProblem: code });
    expect(documents.keys()).toEqual([]);
  });

  test('is tried again while the provider is not there, and then said to have failed', async () => {
    const { fetch, answerWith, message, pending, logged } = await scene();
    answerWith(() => OUTAGE);
    await expect(fetch()).rejects.toMatchObject({ kind: 'unavailable', code: 'WHATSAPP_UNREACHABLE' });
    expect(await pending()).toHaveLength(1);
    expect(await fetch(9, true)).toBe('failed');
    expect(await message()).toMatchObject({ mediaState: 'failed', mediaProblem: 'WHATSAPP_UNREACHABLE' });
    expect(logged).toContain('media.given_up');
    expect(await fetch()).toBe('nothing');
  });

  test('that the provider does not have is asked for three times, and then said to be gone', async () => {
    const { fetch, answerWith, message, logged } = await scene();
    answerWith(() => ({ kind: 'absent' }));
    for (const attempt of [1, 2]) await expect(fetch(attempt)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await fetch(3)).toBe('gone');
    expect(logged).toEqual(['media.not_stored']);
    expect(await message()).toMatchObject({ mediaState: 'gone', mediaProblem: 'MEDIA_ABSENT' });
  });

  test('whose address was too old is asked for anew', async () => {
    const { fetch, picture, answerWith, asked } = await scene();
    answerWith(() => ({ kind: 'found', media: { ...picture, open: async () => ({ kind: 'absent' }) } }));
    await expect(fetch()).rejects.toMatchObject({ kind: 'unavailable' });
    answerWith(() => ({ kind: 'found', media: picture }));
    expect(await fetch()).toBe('stored');
    expect(asked).toEqual(['118', '118']);
  });

  test('that comes damaged is not stored', async () => {
    const { fetch, picture, opened, answerWith, message, documents } = await scene();
    const other = new TextEncoder().encode('another picture altogether');
    answerWith(() => ({ kind: 'found', media: { ...picture, open: async () => opened(other) } }));
    await expect(fetch()).rejects.toMatchObject({ code: 'DOCUMENT_DAMAGED' });
    expect(documents.keys()).toEqual([]);
    expect(await fetch(9, true)).toBe('failed');
    expect(await message()).toMatchObject({ mediaState: 'failed', mediaProblem: 'DOCUMENT_DAMAGED' });
  });

  test('is not asked for any more after seven days', async () => {
    const { fetch, clock, asked, message } = await scene();
    await clock.advance(7 * DAY + 1);
    expect(await fetch()).toBe('gone');
    expect(asked).toEqual([]);
    expect(await message()).toMatchObject({ mediaState: 'gone' });
  });

  test('goes when its message has gone', async () => {
    const { fetch, table, messages, documents } = await scene();
    await fetch();
    const stored = await messages.get('demo', 'c1', 'm1');
    if (stored) await table.write([remove(messageEntity, stored)]);
    expect(await fetch()).toBe('removed');
    expect(documents.keys()).toEqual([]);
  });

  test('keeps what somebody else wrote on the message meanwhile', async () => {
    const { fetch, table, messages, picture, opened, answerWith, message } = await scene();
    async function meanwhile(): Promise<MediaStream> {
      const before = await messages.get('demo', 'c1', 'm1');
      if (before) await table.write([replace(messageEntity, before, { ...before, missionId: 'm9' })]);
      return opened(PICTURE);
    }
    answerWith(() => ({ kind: 'found', media: { ...picture, open: meanwhile } }));
    expect(await fetch()).toBe('stored');
    expect(await message()).toMatchObject({ missionId: 'm9', mediaState: 'stored' });
  });

  test('that nothing leads to is not waited for', async () => {
    const { pending, fetch } = await scene({
      ...receivedMedia({ mimeType: 'image/jpeg' }, new Date()),
      mediaState: undefined,
    });
    expect(await fetch()).toBe('nothing');
    expect(await pending()).toEqual([]);
  });
});
