import type { ReactNode } from 'react';
import { durationText } from '../../shared/time-text.ts';
import type { StepView } from '../views.ts';
import { useWorkplace } from '../workplace.ts';
import { StepBadge } from './mission-badges.tsx';

/** One call of one tool: what went in, what came out, how long it took. */
export function StepCard({ step }: { readonly step: StepView }): ReactNode {
  const { texts, locale } = useWorkplace();
  const { startedAt, finishedAt, failureCode } = step;
  const took =
    startedAt === undefined || finishedAt === undefined ? undefined : Date.parse(finishedAt) - Date.parse(startedAt);
  return (
    <li className="step">
      <header>
        <span className="step-id">{step.id}</span>
        <strong>{step.tool}</strong>
        <StepBadge status={step.status} />
        {failureCode !== undefined && <code className="failure">{failureCode}</code>}
        {took !== undefined && <span className="aside end">{durationText(took, locale)}</span>}
      </header>
      <Facts title={texts.missions.input} facts={step.input} />
      <Facts title={texts.missions.output} facts={step.output ?? step.failureDetail} />
    </li>
  );
}

function Facts(props: {
  readonly title: string;
  readonly facts: Readonly<Record<string, unknown>> | undefined;
}): ReactNode {
  const facts = Object.entries(props.facts ?? {});
  if (facts.length === 0) return null;
  return (
    <section className="facts">
      <h4>{props.title}</h4>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
