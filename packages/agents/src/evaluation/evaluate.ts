import { LANGUAGES, languageSchema } from '@bos/kernel/language';
import * as z from 'zod';
import { comparableValue } from '../understanding/slots/trim-span.ts';
import { INTENTS, type Intent, type Understanding } from '../understanding/understanding.ts';

const lineSchema = z.object({
  id: z.string().min(1),
  lang: languageSchema,
  text: z.string().min(1),
  intents: z.array(z.enum(INTENTS)).min(1),
  slots: z.record(z.string(), z.string()),
});
export type LabelledMessage = z.infer<typeof lineSchema>;

/** Shares from 0 to 1; `support` is the number of messages that hold the label. */
export type Measure = {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
};

/** All shares from 0 to 1. A share of nothing is 1: no danger, none missed. */
export type Evaluation = {
  readonly exactIntents: number;
  readonly slots: number;
  readonly emergencyRecall: number;
  readonly emergencyFalseAlarms: number;
  readonly millisecondsPerMessage: number;
  readonly microF1: number;
  /** Messages whose right set of intents is acted upon or among the offered choices. */
  readonly offered: number;
  readonly perIntent: Readonly<Record<string, Measure>>;
  /** Intents of the messages in each language. */
  readonly perLanguage: Readonly<Record<string, Measure>>;
  readonly wrong: readonly {
    readonly id: string;
    readonly expected: readonly Intent[];
    readonly got: readonly Intent[];
  }[];
};

export class EvaluationInputError extends Error {
  readonly code = 'EVALUATION_INPUT_INVALID';
  constructor(detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'EvaluationInputError';
  }
}

/**
 * Parses JSON lines in the format of `data/eval/README.md`; empty lines are skipped.
 * @throws EvaluationInputError naming line and field
 */
export function parseMessages(text: string): LabelledMessage[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const parsed = lineSchema.safeParse(parseJson(line, index + 1));
    if (parsed.success) return [parsed.data];
    const [issue] = parsed.error.issues;
    const field = issue === undefined || issue.path.length === 0 ? 'the whole line' : issue.path.join('.');
    throw new EvaluationInputError(`line ${index + 1}, ${field}: ${issue?.message ?? 'invalid'}`, {
      cause: parsed.error,
    });
  });
}

function parseJson(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new EvaluationInputError(`line ${number}, the whole line: not JSON`, { cause });
  }
}

type Judged = { readonly message: LabelledMessage; readonly got: Understanding };

const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);
const keyOf = (intents: readonly Intent[]) => [...new Set(intents)].sort().join(' ');
const intentsOf = ({ got }: Judged) => got.intents.map(({ intent }) => intent);

function measure(right: number, found: number, expected: number): Measure {
  const precision = share(right, found);
  const recall = share(right, expected);
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1, support: expected };
}

function measureIntents(judged: readonly Judged[], counted: readonly Intent[]): Measure {
  let right = 0;
  let found = 0;
  let expected = 0;
  for (const one of judged) {
    const got = intentsOf(one);
    for (const intent of counted) {
      const holds = one.message.intents.includes(intent);
      if (holds) expected += 1;
      if (!got.includes(intent)) continue;
      found += 1;
      if (holds) right += 1;
    }
  }
  return measure(right, found, expected);
}

function isOffered({ message, got }: Judged): boolean {
  const right = keyOf(message.intents);
  switch (got.decision.kind) {
    case 'act':
      return keyOf(got.intents.map(({ intent }) => intent)) === right;
    case 'ask':
      return got.decision.choices.some((choice) => keyOf(choice.intents) === right);
    case 'handover':
      return false;
  }
}

function slotsFound(judged: readonly Judged[]): number {
  let found = 0;
  let expected = 0;
  for (const { message, got } of judged) {
    for (const [slot, value] of Object.entries(message.slots)) {
      expected += 1;
      const wanted = comparableValue(value);
      if (got.intents.some(({ slots }) => comparableValue(slots[slot] ?? '') === wanted)) found += 1;
    }
  }
  return share(found, expected);
}

/**
 * Measures a reader of messages against labelled ones.
 * @param lines labelled messages, see `parseMessages`
 * @param understand the reader that is measured
 * @param now milliseconds of a clock that only moves forward
 */
export function evaluateMessages(
  lines: readonly LabelledMessage[],
  understand: (text: string) => Understanding,
  now: () => number,
): Evaluation {
  const started = now();
  const judged = lines.map((message): Judged => ({ message, got: understand(message.text) }));
  const milliseconds = now() - started;
  const dangers = judged.filter(({ message }) => message.intents.includes('emergency'));
  const harmless = judged.filter(({ message }) => !message.intents.includes('emergency'));
  const alarms = (of: readonly Judged[]) => of.filter(({ got }) => got.emergency !== undefined).length;
  const wrong = judged.filter((one) => keyOf(one.message.intents) !== keyOf(intentsOf(one)));
  return {
    exactIntents: share(judged.length - wrong.length, judged.length),
    slots: slotsFound(judged),
    emergencyRecall: share(alarms(dangers), dangers.length),
    emergencyFalseAlarms: harmless.length === 0 ? 0 : alarms(harmless) / harmless.length,
    millisecondsPerMessage: judged.length === 0 ? 0 : milliseconds / judged.length,
    microF1: measureIntents(judged, INTENTS).f1,
    offered: share(judged.filter(isOffered).length, judged.length),
    perIntent: Object.fromEntries(INTENTS.map((intent) => [intent, measureIntents(judged, [intent])])),
    perLanguage: Object.fromEntries(
      LANGUAGES.map((language) => [
        language,
        measureIntents(
          judged.filter(({ message }) => message.lang === language),
          INTENTS,
        ),
      ]),
    ),
    wrong: wrong.map((one) => ({ id: one.message.id, expected: one.message.intents, got: intentsOf(one) })),
  };
}
