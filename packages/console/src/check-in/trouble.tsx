import type { ApiError } from '@bos/client/api-error';
import type { ReactNode } from 'react';
import { useTexts } from './page-language.ts';
import type { CheckInTexts } from './texts-shape.ts';

function troubleText({ status, code }: ApiError, { trouble, documents }: CheckInTexts): string {
  if (code === 'UNREACHABLE' || status === 503) return trouble.offline;
  if (code === 'DOCUMENTS_MISSING') return documents.missing;
  if (status === 429) return trouble.tooMany;
  return status === 409 ? trouble.changed : trouble.other;
}

/** What did not go well, in words of everyday; nothing while all is well. */
export function Trouble({ error }: { readonly error: ApiError | undefined }): ReactNode {
  const texts = useTexts();
  if (error === undefined || error.code === 'ABORTED') return null;
  return (
    <p className="trouble" role="alert">
      {troubleText(error, texts)}
    </p>
  );
}
