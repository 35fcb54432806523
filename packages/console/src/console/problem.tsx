import type { ApiError } from '@bos/client/api-error';
import type { ReactNode } from 'react';
import type { RefusalCode, Texts } from './texts-shape.ts';

const isRefusal = (texts: Texts, code: string): code is RefusalCode => Object.hasOwn(texts.refusals, code);

/** What is wrong and what to do about it, in words of everyday. */
export function problemText({ status, code, detail, errors, requestId }: ApiError, texts: Texts): string {
  const { problem } = texts;
  if (code === 'UNREACHABLE' || status === 503) return problem.unreachable;
  if (isRefusal(texts, code)) return texts.refusals[code];
  switch (status) {
    case 400:
      return [detail, ...errors.map(({ field, rule }) => `${field}: ${rule}`)].join(' ');
    case 403:
      return problem.forbidden;
    case 404:
      return problem.notFound;
    case 409:
      return problem.conflict;
    case 412:
      return problem.changed;
    case 429:
      return problem.tooMany;
    default:
      return `${problem.other} ${requestId ?? `${code} ${detail}`}`;
  }
}

export function Problem({ error, texts }: { readonly error: ApiError | undefined; readonly texts: Texts }): ReactNode {
  if (error === undefined || error.code === 'ABORTED') return null;
  return (
    <p className="problem" role="alert">
      {problemText(error, texts)}
    </p>
  );
}
