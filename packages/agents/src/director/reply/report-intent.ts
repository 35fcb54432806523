import type { Language } from '@bos/kernel/language';
import type { Step } from '@bos/missions/missions/step';
import { intentTitle } from '../intent-title.ts';
import { explainFailure } from './explain-failure.ts';
import { tell } from './phrases.ts';
import type { ReplyContext } from './reply-context.ts';
import { reportStep } from './report-step.ts';

type Report = (steps: readonly Step[], language: Language, context: ReplyContext) => string[];

const succeeded = ({ status }: Step): boolean => status === 'completed';

function notices(steps: readonly Step[]): Step[] {
  return steps.filter(({ tool }) => tool === 'staff.notify');
}

/** The steps that have something to say: skipped ones stand behind a failed one that says it. */
function main(steps: readonly Step[], language: Language): string[] {
  return steps
    .filter(({ tool, status }) => tool !== 'staff.notify' && (status === 'completed' || status === 'failed'))
    .map((step) => (succeeded(step) ? reportStep(step, language) : explainFailure(step, language)));
}

const reportFault: Report = (steps, language) => {
  const tickets = steps.filter(({ tool }) => tool === 'tickets.open');
  if (tickets.length === 0) return reportHandOver(steps, language);
  const said = tickets.map((step) => {
    if (succeeded(step)) return reportStep(step, language);
    return step.failureCode === 'NOT_ALLOWED' ? explainFailure(step, language) : tell('ticketNotOpened', language);
  });
  return notices(steps).some(succeeded) ? [...said, tell('teamTold', language)] : said;
};

const reportAlarm: Report = (steps, language, { emergencyNumbers }) => {
  const told = notices(steps).some(succeeded);
  const tickets = steps.filter((step) => step.tool === 'tickets.open' && succeeded(step));
  return [
    told ? tell('alarmRaised', language) : tell('alarmFailed', language, emergencyNumbers),
    ...tickets.map((step) => reportStep(step, language)),
  ];
};

const reportPerson: Report = (steps, language) => {
  const [notice] = notices(steps);
  if (notice !== undefined && !succeeded(notice)) return [explainFailure(notice, language)];
  const taken = steps.some((step) => step.tool === 'conversation.escalate' && succeeded(step));
  return [tell(taken ? 'personFetched' : 'deskTold', language)];
};

function reportHandOver(steps: readonly Step[], language: Language): string[] {
  return notices(steps)
    .slice(0, 1)
    .map((step) => {
      if (!succeeded(step)) return explainFailure(step, language);
      return tell('handedOver', language, { title: intentTitle(step.intent, language) });
    });
}

const reportOther: Report = (steps, language) => {
  const said = main(steps, language);
  return said.length > 0 ? said : reportHandOver(steps, language);
};

const REPORTS: ReadonlyMap<string, Report> = new Map([
  ['maintenance.report', reportFault],
  ['emergency', reportAlarm],
  ['human.agent', reportPerson],
]);

/** The sentences about one intent, from its stored steps. */
export function reportIntent(steps: readonly Step[], language: Language, context: ReplyContext): string[] {
  const report = REPORTS.get(steps[0]?.intent ?? '') ?? reportOther;
  return report(steps, language, context);
}
