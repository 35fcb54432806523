import type { S3Client } from '@aws-sdk/client-s3';
import { forEachConcurrently } from '@bos/kernel/concurrency';
import type { IdSource } from '@bos/kernel/ids';
import { type Erasure, type ErasureLedger, erasureSchema } from '@bos/people/erasure/erasure-ledger';
import { clientSettings } from './client-settings.ts';

export interface S3LedgerOptions {
  readonly bucket: string;
  /** Names the notes of one erasure in their order. */
  readonly ids: IdSource;
}

const READS_AT_ONCE = 16;

/** `2026-11-22T12:00:00.000Z/maria/01M81…`: sorted by the beginning of the erasure, then by the note. */
const keyOf = ({ startedAt, userId }: Erasure, note: string): string => `${startedAt}/${userId}/${note}`;

/** Undefined for an object that somebody else put there. */
function partsOf(key: string): { readonly userId: string; readonly note: string } | undefined {
  const [, userId, note, ...more] = key.split('/');
  return userId && note && more.length === 0 ? { userId, note } : undefined;
}

/**
 * The ledger of AWS: each note an object that nothing writes over, in a bucket outside everything that is restored. An
 * object read once is not read again. Throws what S3 answers with, and a ZodError for a note that is none.
 */
export function createS3ErasureLedger({ bucket: Bucket, ids }: S3LedgerOptions): ErasureLedger {
  let client: S3Client | undefined;
  const read = new Map<string, Erasure>();

  async function load() {
    const library = await import('@aws-sdk/client-s3');
    client ??= new library.S3Client(clientSettings());
    return { ...library, s3: client };
  }

  async function keys(): Promise<string[]> {
    const { s3, paginateListObjectsV2 } = await load();
    const found: string[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
      found.push(...Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
    }
    return found;
  }

  async function readNote(key: string): Promise<void> {
    if (read.has(key)) return;
    const { s3, GetObjectCommand } = await load();
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
    read.set(key, erasureSchema.parse(JSON.parse((await Body?.transformToString()) ?? '')));
  }

  return {
    async note(erasure) {
      const { s3, PutObjectCommand } = await load();
      await s3.send(
        new PutObjectCommand({
          Bucket,
          Key: keyOf(erasure, ids.next()),
          Body: JSON.stringify(erasure),
          ContentType: 'application/json',
          IfNoneMatch: '*',
        }),
      );
    },
    async entries() {
      const latest = new Map<string, { readonly note: string; readonly key: string }>();
      for (const key of await keys()) {
        const parts = partsOf(key);
        if (parts === undefined) continue;
        const { userId, note } = parts;
        const known = latest.get(userId);
        if (known === undefined || known.note < note) latest.set(userId, { note, key });
      }
      const chosen = [...latest.values()].map(({ key }) => key);
      await forEachConcurrently(chosen, READS_AT_ONCE, readNote);
      return chosen.flatMap((key) => read.get(key) ?? []);
    },
  };
}
