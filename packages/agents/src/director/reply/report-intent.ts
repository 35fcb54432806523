import type { Language } from '@bos/kernel/language';
import type { Step } from '@bos/missions/missions/step';
import { intentTitle } from '../../wording/intent-title.ts';
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
function main(steps: readonly Step[], language: Language, context: ReplyContext): string[] {
  return steps
    .filter(({ tool, status }) => tool !== 'staff.notify' && (status === 'completed' || status === 'failed'))
    .map((step) =>
      succeeded(step) ? reportStep(step, language, context) : explainFailure(step, language, context.vocabularies),
    );
}

const reportFault: Report = (steps, language, context) => {
  const tickets = steps.filter(({ tool }) => tool === 'tickets.open');
  if (tickets.length === 0) return reportHandOver(steps, language);
  const said = tickets.map((step) => {
    if (succeeded(step)) return reportStep(step, language, context);
    return step.failureCode === 'NOT_ALLOWED'
      ? explainFailure(step, language, context.vocabularies)
      : tell('ticketNotOpened', language);
  });
  return notices(steps).some(succeeded) ? [...said, tell('teamTold', language)] : said;
};

const reportAlarm: Report = (steps, language, context) => {
  const { emergencyNumbers } = context;
  const told = notices(steps).some(succeeded);
  const tickets = steps.filter((step) => step.tool === 'tickets.open' && succeeded(step));
  return [
    told ? tell('alarmRaised', language) : tell('alarmFailed', language, emergencyNumbers),
    ...tickets.map((step) => reportStep(step, language, context)),
  ];
};

const reportPerson: Report = (steps, language) => {
  const [notice] = notices(steps);
  if (notice !== undefined && !succeeded(notice)) return [explainFailure(notice, language, [])];
  const taken = steps.some((step) => step.tool === 'conversation.escalate' && succeeded(step));
  return [tell(taken ? 'personFetched' : 'deskTold', language)];
};

function reportHandOver(steps: readonly Step[], language: Language): string[] {
  return notices(steps)
    .slice(0, 1)
    .map((step) => {
      if (!succeeded(step)) return explainFailure(step, language, []);
      return tell('handedOver', language, { title: intentTitle(step.intent, language) });
    });
}

/** What was lost is taken back, and the desk hears of it whatever came of that. */
const reportLost: Report = (steps, language, context) => {
  const said = main(steps, language, context);
  if (said.length === 0) return reportHandOver(steps, language);
  return notices(steps).some(succeeded) ? [...said, tell('deskTold', language)] : said;
};

const reportOther: Report = (steps, language, context) => {
  const said = main(steps, language, context);
  return said.length > 0 ? said : reportHandOver(steps, language);
};

const REPORTS: ReadonlyMap<string, Report> = new Map([
  ['maintenance.report', reportFault],
  ['emergency', reportAlarm],
  ['human.agent', reportPerson],
  ['access.lost', reportLost],
]);

/** The sentences about one intent, from its stored steps. */
export function reportIntent(steps: readonly Step[], language: Language, context: ReplyContext): string[] {
  const report = REPORTS.get(steps[0]?.intent ?? '') ?? reportOther;
  return report(steps, language, context);
}
