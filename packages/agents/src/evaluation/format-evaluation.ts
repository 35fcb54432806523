import type { Evaluation, Measure } from './evaluate.ts';

const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(8);

function row(name: string, { precision, recall, f1, support }: Measure): string {
  return `${name.padEnd(24)}${percent(precision)} ${percent(recall)} ${percent(f1)} ${String(support).padStart(8)}`;
}

/** A table for people: the figures as a whole, then precision and recall of each intent and language. */
export function formatEvaluation(evaluation: Evaluation): string {
  const heading = `${''.padEnd(24)}precision   recall       F1  support`;
  return [
    `exact intent sets       ${percent(evaluation.exactIntents)}`,
    `micro-F1                ${percent(evaluation.microF1)}`,
    `acted upon or offered   ${percent(evaluation.offered)}`,
    `slots                   ${percent(evaluation.slots)}`,
    `emergencies recalled    ${percent(evaluation.emergencyRecall)}`,
    `false alarms            ${percent(evaluation.emergencyFalseAlarms)}`,
    `a message takes         ${evaluation.millisecondsPerMessage.toFixed(2)} ms`,
    '',
    heading,
    ...Object.entries(evaluation.perIntent).map(([intent, measure]) => row(intent, measure)),
    '',
    heading,
    ...Object.entries(evaluation.perLanguage).map(([language, measure]) => row(language, measure)),
    '',
    `${evaluation.wrong.length} read wrongly`,
  ].join('\n');
}
