import type { Clock } from '@bos/kernel/clock';
import type { DocumentStorage } from '@bos/kernel/document-storage';
import type { IdSource } from '@bos/kernel/ids';
import { createDocumentLinks } from './document-links.ts';
import { createDocumentsEndpoint } from './documents-endpoint.ts';
import { openFileDocumentStorage } from './file-document-storage.ts';

export interface LocalDocuments {
  readonly storage: DocumentStorage;
  /** Serves the signed links; undefined for what is none. */
  readonly handle: (request: Request) => Promise<Response | undefined>;
}

/** The documents of one machine: files in a folder, and what serves them to whoever has a link signed with the secret. */
export function openLocalDocuments(options: {
  readonly folder: string;
  readonly secret: Uint8Array;
  readonly clock: Clock;
  readonly ids: IdSource;
}): LocalDocuments {
  const links = createDocumentLinks(options);
  const storage = openFileDocumentStorage({ ...options, links });
  return { storage, handle: createDocumentsEndpoint({ storage, links, clock: options.clock }) };
}
