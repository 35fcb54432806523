import type { ToolContext } from '@bos/missions/tools/tool-context';
import { intentTitle } from '../../wording/intent-title.ts';
import { tell } from '../reply/phrases.ts';

interface NoticeWords {
  /** The intent that it is about. */
  readonly subject: string;
  readonly text: string;
  readonly reference?: string | undefined;
  readonly urgency: 'normal' | 'urgent' | 'emergency';
}

/** An inbox shows the beginning; the mission has the rest. */
const LONGEST_BODY = 1_000;

/** What staff read in their inbox. */
export function wording({ subject, text, reference, urgency }: NoticeWords, { staffLanguage, requester }: ToolContext) {
  const alarm = urgency === 'emergency' ? '🚨 ' : '';
  const units = requester.unitIds.length > 0 ? ` · ${requester.unitIds.join(', ')}` : '';
  const ticket = reference === undefined ? '' : `\n${tell('ticket', staffLanguage, { reference })}`;
  return {
    title: `${alarm}${intentTitle(subject, staffLanguage)}${units}`,
    body: `${text.slice(0, LONGEST_BODY)}${ticket}`,
  };
}
