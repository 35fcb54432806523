import type { Clock } from '@bos/kernel/clock';
import {
  checkDocumentKey,
  type DocumentContent,
  type DocumentDescription,
  type DocumentStorage,
  documentDamaged,
} from '@bos/kernel/document-storage';
import { sha256 } from '@bos/kernel/hash';

export interface MemoryDocuments extends DocumentStorage {
  /** The keys of all documents. */
  keys(): readonly string[];
}

async function bytesOf(content: DocumentContent, key: string): Promise<Uint8Array> {
  if (content instanceof Uint8Array) return content;
  const parts: Uint8Array[] = [];
  for await (const part of content.stream) parts.push(part);
  const bytes = Buffer.concat(parts);
  if (bytes.byteLength !== content.bytes || sha256(bytes) !== content.sha256) throw documentDamaged(key);
  return bytes;
}

/** Documents in memory; their links tell what was signed and are served by nobody. */
export function createMemoryDocuments({ clock }: { readonly clock: Clock }): MemoryDocuments {
  const stored = new Map<string, DocumentDescription & { readonly content: Uint8Array }>();
  const after = (seconds: number): Date => new Date(clock.now().getTime() + seconds * 1_000);
  return {
    keys: () => [...stored.keys()],
    signUpload: async ({ key, expiresInSeconds }) => ({
      url: '/documents',
      fields: { key: checkDocumentKey(key) },
      expiresAt: after(expiresInSeconds),
    }),
    signDownload: async ({ key, fileName, expiresInSeconds }) => ({
      url: `/documents/${checkDocumentKey(key)}?name=${encodeURIComponent(fileName)}`,
      expiresAt: after(expiresInSeconds),
    }),
    async put({ key, contentType, content, ifAbsent = false }) {
      const bytes = await bytesOf(content, checkDocumentKey(key));
      if (ifAbsent && stored.has(key)) return 'exists';
      stored.set(key, { contentType, bytes: bytes.byteLength, sha256: sha256(bytes), content: bytes });
      return 'stored';
    },
    async read(key) {
      const found = stored.get(checkDocumentKey(key));
      return (
        found && {
          ...found,
          content: (async function* () {
            yield found.content;
          })(),
        }
      );
    },
    async describe(key) {
      const found = stored.get(checkDocumentKey(key));
      return found && { bytes: found.bytes, contentType: found.contentType, sha256: found.sha256 };
    },
    remove: async (key) => void stored.delete(checkDocumentKey(key)),
  };
}
