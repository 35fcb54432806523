import type { ApiError } from '@bos/client/api-error';
import type { RefusalCode, Texts } from '../texts-shape.ts';

const isKnown = (texts: Texts, code: string): code is RefusalCode => Object.hasOwn(texts.today.refusals, code);

/** Why the desk could not do that, where there is more to say than for any refusal. */
export function refusalText({ code }: Pick<ApiError, 'code'>, texts: Texts): string | undefined {
  return isKnown(texts, code) ? texts.today.refusals[code] : undefined;
}
