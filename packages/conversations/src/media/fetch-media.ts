import { type Clock, DAY } from '@bos/kernel/clock';
import type { DocumentStorage } from '@bos/kernel/document-storage';
import { DomainError } from '@bos/kernel/errors';
import type { Log } from '@bos/kernel/log';
import { canMove } from '@bos/kernel/transitions';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { replace } from '@bos/table/write';
import { type Message, messageEntity } from '../messages/message.ts';
import { createMessageStore, type MessageReference } from '../messages/message-store.ts';
import { MEDIA_TRANSITIONS, type Media, type MediaState, mediaKey } from './media.ts';
import type { MediaSource, NotToBeHad } from './media-source.ts';
import { mediaRefusal } from './media-types.ts';

export interface MediaDependencies {
  readonly table: Table;
  readonly clock: Clock;
  readonly documents: DocumentStorage;
  readonly source: MediaSource;
  readonly log: Log;
}

/** `nothing`: it has ended before. `removed`: there is no such message any more, and so no document of it. */
export type MediaOutcome = MediaState | 'nothing' | 'removed';

interface Ending {
  readonly state: Exclude<MediaState, 'pending'>;
  readonly facts?: Pick<Media, 'mimeType' | 'bytes' | 'sha256'>;
  readonly code?: string;
}

/** WhatsApp's ids of received media. */
const MEDIA_LIFE = 7 * DAY;

/** A file may be told of before it can be had: what is absent is asked for again so many times. */
const ABSENT_TRIES = 3;
const ABSENT = 'MEDIA_ABSENT';
const GONE: Ending = { state: 'gone', code: ABSENT };

export interface MediaTry {
  /** From 1. */
  readonly attempt: number;
  readonly isLast: boolean;
}

/**
 * Fetches the file of a received message from its provider, stores it and notes on the message what became of it. A
 * repetition changes nothing. Throws when it should be tried again; after the last try the message says `failed`. Of a
 * message that is gone from the table the document is removed.
 */
export async function fetchMedia(
  dependencies: MediaDependencies,
  reference: MessageReference,
  attempt: MediaTry,
): Promise<MediaOutcome> {
  const { table, documents, log } = dependencies;
  const { buildingId, conversationId, messageId } = reference;
  const message = await createMessageStore(table).get(buildingId, conversationId, messageId);
  if (message === undefined) {
    await documents.remove(mediaKey(reference));
    return 'removed';
  }
  if (message.mediaState !== 'pending') return 'nothing';
  const ids = { buildingId, conversationId, messageId };
  let ending: Ending;
  try {
    ending = await bring(dependencies, message, attempt);
  } catch (error) {
    if (!attempt.isLast) throw error;
    log.error('media.given_up', error, ids);
    ending = { state: 'failed', code: error instanceof DomainError ? error.code : 'MEDIA_FAILED' };
  }
  // An earlier try may have stored it and not come to say so.
  const facts = ending.state === 'stored' ? undefined : await factsOf(documents, mediaKey(message));
  if (facts !== undefined) ending = { state: 'stored', facts };
  if (ending.code !== undefined) log.warn('media.not_stored', { ...ids, status: ending.state, code: ending.code });
  return note(dependencies, reference, ending);
}

async function bring(
  { documents, source, clock }: MediaDependencies,
  message: Message,
  attempt: MediaTry,
): Promise<Ending> {
  const { mediaId } = message.media ?? {};
  const key = mediaKey(message);
  if (mediaId === undefined) return GONE;
  if (clock.now().getTime() - Date.parse(message.sentAt) > MEDIA_LIFE) return GONE;
  const found = await source.find(mediaId);
  if (found.kind !== 'found') return notToBeHad(found, attempt);
  const { mimeType, bytes, sha256 } = found.media;
  const refusal = mediaRefusal(mimeType, bytes);
  if (refusal !== undefined) return { state: 'refused', code: refusal, facts: { mimeType, bytes } };
  const opened = await found.media.open();
  if (opened.kind !== 'opened') return notToBeHad(opened, attempt);
  const content = { stream: opened.stream, bytes, sha256 };
  const put = await documents.put({ key, contentType: mimeType, content, ifAbsent: true });
  const facts = put === 'exists' ? await factsOf(documents, key) : { mimeType, bytes, sha256 };
  return { state: 'stored', ...(facts && { facts }) };
}

/** What was stored by an earlier try. */
async function factsOf(documents: DocumentStorage, key: string): Promise<Ending['facts']> {
  const known = await documents.describe(key);
  return known && { mimeType: known.contentType, bytes: known.bytes, sha256: known.sha256 };
}

function notToBeHad(why: NotToBeHad, { attempt }: MediaTry): Ending {
  if (why.kind === 'absent' && attempt >= ABSENT_TRIES) return GONE;
  const code = why.kind === 'absent' ? ABSENT : why.code;
  throw new DomainError('unavailable', code, 'The file of a message cannot be had now.');
}

async function note(
  { table, documents, log }: MediaDependencies,
  reference: MessageReference,
  { state, facts, code }: Ending,
): Promise<MediaOutcome> {
  const { buildingId, conversationId, messageId } = reference;
  return retryConflicts(async () => {
    const current = await createMessageStore(table).get(buildingId, conversationId, messageId);
    if (current === undefined) {
      await documents.remove(mediaKey(reference));
      return 'removed';
    }
    if (current.mediaState === undefined || !canMove(MEDIA_TRANSITIONS, current.mediaState, state)) return 'nothing';
    const { queuedAt: _queuedAt, ...rest } = current;
    await table.write([
      replace(messageEntity, current, {
        ...rest,
        mediaState: state,
        media: { ...current.media, ...facts },
        ...(code !== undefined && { mediaProblem: code }),
      }),
    ]);
    if (state === 'stored') log.info('media.stored', { buildingId, conversationId, messageId });
    return state;
  });
}
