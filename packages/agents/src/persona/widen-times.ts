import type { MissionIntent } from '@bos/missions/missions/mission';
import { isNumberWord, timeRoles } from '../understanding/slots/dates-times.ts';
import { type Token, tokenise } from '../understanding/text/tokens.ts';

/** Slots that say a time. */
const TIMES: readonly string[] = ['when', 'eta', 'until'];

const isOfTime = ({ folded, kind }: Token): boolean =>
  kind === 'number' || isNumberWord(folded) || timeRoles(folded).length > 0;
/** Words such as "at" and "de" only tie a time together; alone they say none. */
const isTie = ({ folded }: Token): boolean => timeRoles(folded).every((role) => role === 'link');

/** The value with the words of time around it: of "tomorrow at 7pm" a tagger may keep "7pm". */
function widened(value: string, text: string): string {
  const at = text.indexOf(value);
  const tokens = tokenise(text);
  let first = tokens.findIndex(({ end }) => end > at);
  let last = tokens.findLastIndex(({ start }) => start < at + value.length);
  if (at < 0 || first < 0 || last < first) return value;
  const timeAt = (index: number): boolean => {
    const token = tokens[index];
    return token !== undefined && isOfTime(token);
  };
  const [from, to] = [first, last];
  while (timeAt(first - 1)) first -= 1;
  while (timeAt(last + 1)) last += 1;
  const loose = (index: number): boolean => {
    const token = tokens[index];
    return token !== undefined && token.kind !== 'number' && !isNumberWord(token.folded) && isTie(token);
  };
  while (first < from && loose(first)) first += 1;
  while (last > to && loose(last)) last -= 1;
  return text.slice(tokens[first]?.start, tokens[last]?.end);
}

/** Readings with whole times in them: half a time is another one. */
export function widenTimes(intents: readonly MissionIntent[], text: string): MissionIntent[] {
  return intents.map((read) => {
    const slots = Object.entries(read.slots).map(([name, value]) =>
      TIMES.includes(name) ? [name, widened(value, text)] : [name, value],
    );
    return { ...read, slots: Object.fromEntries(slots) };
  });
}
