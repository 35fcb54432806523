import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDocumentLinks } from '@bos/embedded/documents/document-links';
import { createDocumentsEndpoint } from '@bos/embedded/documents/documents-endpoint';
import { openFileDocumentStorage } from '@bos/embedded/documents/file-document-storage';
import { seededIds, virtualClock } from './clocks.ts';
import { describeDocumentStorage } from './document-storage-contract.ts';

describeDocumentStorage('one machine', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bos-documents-'));
  const clock = virtualClock();
  const links = createDocumentLinks({ secret: Buffer.alloc(32, 5), clock });
  const storage = openFileDocumentStorage({ folder, links, clock, ids: seededIds(clock) });
  const endpoint = createDocumentsEndpoint({ storage, links, clock });
  return {
    storage,
    async fetch(url, init) {
      const response = await endpoint(new Request(new URL(url, 'http://127.0.0.1:4000'), init));
      if (response === undefined) throw new Error(`nobody serves ${url}`);
      return response;
    },
    pass: (seconds) => clock.advance(seconds * 1_000),
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
});
