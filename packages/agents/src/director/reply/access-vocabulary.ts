import type { Language } from '@bos/kernel/language';
import * as z from 'zod';
import { sayDate, sayMoment } from '../../wording/say-times.ts';
import { describeParcels } from '../describe-parcels.ts';
import { type AccessPhrase, tellAccess } from './access-phrases.ts';
import type { ReplyContext, Report, Vocabulary } from './reply-context.ts';
import { reportOf } from './report.ts';

const moment = z.object({ date: z.string(), time: z.string() });
const parcel = z.object({ unitId: z.string(), carrier: z.string(), date: z.string() });
const visitor = z.object({ visitorName: z.string(), unitId: z.string(), from: moment, until: moment });
const code = z.object({
  credentialId: z.string(),
  state: z.enum(['works', 'not_yet', 'late']),
  from: moment,
  until: moment.optional(),
  locks: z.array(z.string()),
});
type Code = z.infer<typeof code>;

/** The words for a code, whether it was asked for or has replaced another. */
const CODE_WORDS = {
  asked: { works: 'codeWorks', not_yet: 'codeNotYet', late: 'codeLate' },
  replaced: { works: 'codeReplaced', not_yet: 'codeReplacedNotYet', late: 'codeReplacedLate' },
} as const;

/** The code stands in the context alone, and only while it works: what does not work by now is not named. */
function codeSentences(
  { credentialId, state, from, until, locks }: Code,
  language: Language,
  { codes }: ReplyContext,
  why: keyof typeof CODE_WORDS,
): string[] {
  const secret = codes.get(credentialId);
  const stands = state === 'works' && secret === undefined ? 'late' : state;
  const parts = { code: secret ?? '', locks: locks.join(', '), from: sayMoment(from, language) };
  const said = tellAccess(CODE_WORDS[why][stands], language, parts);
  if (stands !== 'works' || until === undefined) return [said];
  return [said, tellAccess('codeUntil', language, { until: sayMoment(until, language) })];
}

const REPORTS: readonly (readonly [string, Report])[] = [
  [
    'visitors.announce',
    reportOf(visitor, ({ visitorName, unitId, from, until }, language) =>
      tellAccess('visitorAnnounced', language, {
        visitor: visitorName,
        unit: unitId,
        date: sayDate(from.date, language),
        from: from.time,
        until: until.date === from.date ? until.time : sayMoment(until, language),
      }),
    ),
  ],
  [
    'access.code_status',
    reportOf(code, (output, language, context) => codeSentences(output, language, context, 'asked').join(' ')),
  ],
  [
    'access.replace_code',
    reportOf(code.extend({ owed: z.boolean() }), (output, language, context) =>
      [
        ...codeSentences(output, language, context, 'replaced'),
        tellAccess(output.owed ? 'oldCodeOwed' : 'oldCodeGone', language),
      ].join(' '),
    ),
  ],
  [
    'access.revoke_tag',
    reportOf(
      z.object({ state: z.enum(['revoked', 'revoking']), locks: z.array(z.string()) }),
      ({ state, locks }, language) =>
        tellAccess(state === 'revoked' ? 'tagRevoked' : 'tagRevoking', language, { locks: locks.join(', ') }),
    ),
  ],
  [
    'parcels.status',
    reportOf(z.object({ parcels: z.array(parcel) }), ({ parcels }, language) => describeParcels(parcels, language)),
  ],
];

const FAILURES: ReadonlyMap<string, AccessPhrase> = new Map<string, AccessPhrase>([
  ['VISIT_TIME_MISSING', 'visitTimeMissing'],
  ['VISIT_TIME_PAST', 'visitTimePast'],
  ['VISIT_UNIT_MISSING', 'visitUnitMissing'],
  ['VISIT_UNIT_UNCLEAR', 'visitUnitUnclear'],
  ['VISIT_NOT_YOUR_UNIT', 'visitNotYourUnit'],
  ['UNIT_UNKNOWN', 'visitUnitUnknown'],
  ['NO_CODE', 'noCode'],
  ['CODE_OVER', 'codeOver'],
  ['CODE_NOT_REPLACED', 'codeNotReplaced'],
  ['NO_TAG', 'noTag'],
  ['SEVERAL_TAGS', 'severalTags'],
]);

/** What is said of visitors, codes, tags and parcels. */
export const ACCESS_VOCABULARY: Vocabulary = {
  reports: new Map(REPORTS),
  explain(code, _detail, parts, language) {
    const phrase = FAILURES.get(code);
    return phrase && tellAccess(phrase, language, parts);
  },
};
