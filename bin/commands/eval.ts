import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { evaluateMessages, parseMessages } from '@bos/agents/evaluation/evaluate';
import { formatEvaluation } from '@bos/agents/evaluation/format-evaluation';
import { loadOfflineModel } from '@bos/agents/understanding/load-offline-model';
import { createUnderstanding } from '@bos/agents/understanding/understand';
import { ROOT } from '../local/settings.ts';

/** Measures the understanding on labelled messages, without a running system. */
export async function run(parameters: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      messages: { type: 'string', default: join(ROOT, 'packages', 'agents', 'data', 'eval', 'messages.dev.jsonl') },
      json: { type: 'boolean', default: false },
    },
  });
  const messages = parseMessages(readFileSync(values.messages, 'utf8'));
  const evaluation = evaluateMessages(messages, createUnderstanding(loadOfflineModel()), () => performance.now());
  process.stdout.write(`${values.json ? JSON.stringify(evaluation) : formatEvaluation(evaluation)}\n`);
}
