import { ApiError } from '@bos/client/api-error';
import type { Client } from '@bos/client/client';
import { operations } from '@bos/client/operations';
import type { Language } from '@bos/kernel/language';
import { LARGEST_DOCUMENT_BYTES } from '@bos/stays/check-in/check-in-kinds';
import { documentTypeOf, type UploadProblem } from './judge-file.ts';
import type { CheckInLink } from './link.ts';
import { readyPicture } from './ready-picture.ts';
import { sendForm } from './send-form.ts';
import type { OwnCheckIn } from './stage.ts';
import type { Upload, UploadState } from './uploads.ts';

/** What a guest does by their link. All but `send` throws ApiError. */
export interface GuestDesk {
  own(language: Language, signal: AbortSignal): Promise<OwnCheckIn>;
  /** Brings one file; what stands against it is the answer, never thrown. */
  send(upload: Upload, progress: (share: number) => void): Promise<UploadState>;
  takeBack(documentId: string): Promise<void>;
  handOver(language: Language): Promise<OwnCheckIn>;
}

function problemOf(error: unknown): UploadProblem {
  if (!(error instanceof ApiError)) return 'failed';
  if (error.code === 'UNREACHABLE') return 'offline';
  if (error.code === 'DOCUMENTS_TOO_MANY') return 'tooMany';
  return error.code === 'CHECK_IN_TRANSITION_REFUSED' ? 'closed' : 'failed';
}

export function createGuestDesk(client: Client, params: CheckInLink): GuestDesk {
  return {
    own: (language, signal) => client.call(operations.getOwnCheckIn, { params, query: { language }, signal }),
    async send({ file, documentKind: kind }, progress) {
      const picture = await readyPicture(file);
      const contentType = documentTypeOf(picture);
      if (contentType === undefined) return { kind: 'failed', problem: 'wrongType' };
      if (picture.size > LARGEST_DOCUMENT_BYTES) return { kind: 'failed', problem: 'tooLarge' };
      try {
        const { id, ...form } = await client.call(operations.offerCheckInDocument, {
          params,
          body: { kind, contentType },
        });
        const problem = await sendForm(form, picture, progress);
        return problem === undefined ? { kind: 'sent', documentId: id } : { kind: 'failed', problem };
      } catch (error) {
        return { kind: 'failed', problem: problemOf(error) };
      }
    },
    takeBack: (documentId) =>
      client.call(operations.removeCheckInDocument, { params: { ...params, documentId } }).then(() => undefined),
    handOver: (language) => client.call(operations.submitCheckInDocuments, { params, query: { language } }),
  };
}
