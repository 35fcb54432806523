import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

/**
 * A backup is gzipped text, a line of JSON each: first what it is (`Backup`), then what it holds, at last how much there
 * must have been (`End`). Items stand as DynamoDB writes them when it exports a table to S3: `{"Item":{"PK":{"S":…}}}`.
 */
export const FORMAT_VERSION = 1;

const versionSchema = z.object({ Backup: z.looseObject({ version: z.number().int().positive() }) });

const headSchema = z.object({
  version: z.literal(FORMAT_VERSION),
  table: z.string(),
  /** ISO 8601. */
  madeAt: z.string(),
  /** `snapshot`: everything as it was at one moment; `walk`: each item as it was when the walk came by. */
  taken: z.enum(['snapshot', 'walk']),
  withKeys: z.boolean(),
  /** By type, the version of its schema. */
  schemas: z.record(z.string(), z.number()),
  /** By which it is told, without showing them, whether a machine has the keys that this backup is read with. */
  fingerprints: z.object({ platform: z.string(), index: z.string().optional() }),
});
export type BackupHead = z.infer<typeof headSchema>;

const countSchema = z.number().int().nonnegative();

const endSchema = z.object({
  items: z.record(z.string(), countSchema),
  documents: countSchema,
  erasures: countSchema,
  keys: countSchema,
  /** Of all bytes before this line, in hexadecimal. */
  sha256: z.string(),
});
export type BackupEnd = z.infer<typeof endSchema>;
export type BackupCounts = Omit<BackupEnd, 'sha256'>;

const attributesSchema = z.custom<Record<string, AttributeValue>>(
  (value) => z.record(z.string(), z.record(z.string(), z.unknown())).safeParse(value).success,
);

/** A part of a file of the documents, sealed under the platform's key: pictures must tell a thief as little as items. */
const documentSchema = z.object({
  /** Its place below the folder. */
  file: z.string().regex(/^[0-9a-f]{2}\/[0-9a-f]{62}$/),
  part: countSchema,
  last: z.boolean(),
  keyVersion: z.number(),
  sealed: z.base64(),
});
export type DocumentPart = z.infer<typeof documentSchema>;

const keySchema = z.object({
  scope: z.string(),
  keys: z.array(z.object({ version: z.number(), by: z.number(), from: z.string(), wrapped: z.base64url() })),
  erasedAt: z.string().optional(),
});

const erasureSchema = z.object({
  userId: z.string(),
  buildingIds: z.array(z.string()),
  senderHashes: z.array(z.string()),
  startedAt: z.string(),
  completedAt: z.string().exactOptional(),
});

const lineSchema = z.union([
  z.object({ Item: attributesSchema }),
  z.object({ Document: documentSchema }),
  z.object({ Erasure: erasureSchema }),
  z.object({ Key: keySchema }),
  z.object({ MasterKeys: z.array(z.base64url()) }),
]);
/** One line between the first and the last. */
export type BackupLine = z.infer<typeof lineSchema>;

export type FirstLine =
  | { readonly kind: 'head'; readonly head: BackupHead }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'foreign' };

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A later format is told from what is no backup at all, whatever else it may say. */
export function readFirstLine(line: string): FirstLine {
  const found = versionSchema.safeParse(json(line)).data?.Backup;
  if (found === undefined) return { kind: 'foreign' };
  if (found.version > FORMAT_VERSION) return { kind: 'newer', version: found.version };
  const head = headSchema.safeParse(found);
  return head.success ? { kind: 'head', head: head.data } : { kind: 'foreign' };
}

/** Undefined for what is neither. */
export function readLine(line: string): BackupLine | { readonly End: BackupEnd } | undefined {
  return z.union([lineSchema, z.object({ End: endSchema })]).safeParse(json(line)).data;
}

/** Counts the lines as they pass. */
export function countLines(): { readonly counts: BackupCounts; note(line: BackupLine): void } {
  const counts = { items: new Map<string, number>(), documents: 0, erasures: 0, keys: 0 };
  return {
    get counts() {
      return { ...counts, items: Object.fromEntries(counts.items) };
    },
    note(line) {
      if ('Item' in line) {
        const type = line.Item.type?.S ?? '';
        counts.items.set(type, (counts.items.get(type) ?? 0) + 1);
      } else if ('Document' in line) {
        if (line.Document.last) counts.documents++;
      } else if ('Erasure' in line) counts.erasures++;
      else if ('Key' in line) counts.keys++;
    },
  };
}

export const itemCount = ({ items }: Pick<BackupCounts, 'items'>): number =>
  Object.values(items).reduce((sum, count) => sum + count, 0);
