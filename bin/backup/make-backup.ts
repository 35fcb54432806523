import { join } from 'node:path';
import { openErasureFile } from '@bos/embedded/erasures/erasure-file';
import { readKeyFile } from '@bos/embedded/keys/key-file';
import { type Clock, epochSeconds } from '@bos/kernel/clock';
import { ENTITIES } from '../../functions/entities.ts';
import type { Settings } from '../local/settings.ts';
import { LOCAL_TABLE } from '../local/system.ts';
import { type BackupEnd, type BackupHead, type BackupLine, FORMAT_VERSION } from './backup-format.ts';
import { readDocuments } from './document-parts.ts';
import { keyLines, presentFingerprint } from './key-lines.ts';
import { type LocalKeys, openKeys } from './local-keys.ts';
import { scanSegments } from './scan-segments.ts';
import { openTableSource, type TableSource } from './table-source.ts';
import { writeBackup } from './write-backup.ts';

const SEGMENTS = 4;
const TOLD_EVERY = 10_000;

/** How wrapped keys are named that an earlier version left in the table: they are no part of a backup without keys. */
const WRAPPED_KEY = 'wrapped_key';

export interface BackupRequest {
  readonly settings: Settings;
  readonly path: string;
  readonly withKeys: boolean;
  readonly clock: Clock;
  readonly onProgress: (items: number) => void;
}

export interface MadeBackup {
  readonly head: BackupHead;
  readonly end: BackupEnd;
}

/**
 * A backup of an installation, whether it runs or not: its table, its documents, who was erased, and if asked for its
 * keys. Queues and the journal of missions are no part of it: what they hold is pending in the table as well, and the
 * sweep drives it on. Throws OperatorError.
 */
export async function makeBackup(request: BackupRequest): Promise<MadeBackup> {
  const { settings, path, clock } = request;
  const keys = await openKeys(settings.dataDir, clock);
  try {
    const source = await openTableSource(settings);
    try {
      const head = headOf(source, keys, request);
      return { head, end: await writeBackup(path, { head, lines: linesOf(source, keys, request) }) };
    } finally {
      await source.close();
    }
  } finally {
    keys.store.close();
  }
}

function headOf(
  { taken }: TableSource,
  { platform, index }: LocalKeys,
  { withKeys, clock }: BackupRequest,
): BackupHead {
  return {
    version: FORMAT_VERSION,
    table: LOCAL_TABLE,
    madeAt: clock.now().toISOString(),
    taken,
    withKeys,
    schemas: Object.fromEntries(ENTITIES.map(({ type, schemaVersion }) => [type, schemaVersion])),
    fingerprints: { platform: presentFingerprint(platform), ...(index && { index: presentFingerprint(index) }) },
  };
}

/** Keys and documents after the items: they were there before an item that needs them was written. */
async function* linesOf(source: TableSource, keys: LocalKeys, request: BackupRequest): AsyncGenerator<BackupLine> {
  const { dataDir } = request.settings;
  yield* items(source, request);
  for (const erasure of await openErasureFile(join(dataDir, 'erasures.jsonl')).entries())
    yield { Erasure: { ...erasure, buildingIds: [...erasure.buildingIds], senderHashes: [...erasure.senderHashes] } };
  if (request.withKeys) {
    yield { MasterKeys: readKeyFile(keys.keyFile).map(({ key }) => key.toString('base64url')) };
    for await (const Key of keyLines(keys.store)) yield { Key };
  }
  for await (const Document of readDocuments(join(dataDir, 'documents'), keys.platform)) yield { Document };
}

/** What has expired is as good as gone, and stays so. */
async function* items(
  { client }: TableSource,
  { withKeys, clock, onProgress }: BackupRequest,
): AsyncGenerator<BackupLine> {
  const now = epochSeconds(clock.now());
  let count = 0;
  for await (const Item of scanSegments(client, LOCAL_TABLE, SEGMENTS)) {
    if (Item.ttl?.N !== undefined && Number(Item.ttl.N) <= now) continue;
    if (!withKeys && Item.type?.S === WRAPPED_KEY) continue;
    yield { Item };
    if (++count % TOLD_EVERY === 0) onProgress(count);
  }
}
