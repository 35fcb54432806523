import { operations } from '@bos/client/operations';
import type { ReactNode } from 'react';
import type { Tone } from '../badge.tsx';
import type { DayVisitorView } from '../views.ts';
import { nameOf, useWorkplace } from '../workplace.ts';
import type { DayProps } from './day.ts';
import { DayLine, type LineAction } from './day-line.tsx';
import { DaySection } from './day-section.tsx';
import { useDayList } from './use-day-list.ts';

const TONES: Readonly<Record<DayVisitorView['status'], Tone>> = {
  announced: 'info',
  arrived: 'warn',
  left: 'good',
  cancelled: 'quiet',
  expired: 'quiet',
};

/** Who was announced: let in, and out again. */
export function Visitors({ date, today }: DayProps): ReactNode {
  const workplace = useWorkplace();
  const { client, buildingId, texts } = workplace;
  const words = texts.today;
  const list = useDayList(`visitors ${date}`, date === today, (cursor, signal) =>
    client.call(operations.listDayVisitors, { params: { buildingId, date }, query: { limit: 100, cursor }, signal }),
  );
  const isDone = ({ status }: DayVisitorView): boolean => status !== 'announced' && status !== 'arrived';

  /** At the version that stands now: the line on the screen has none. */
  async function change(visitorId: string, to: 'arrive' | 'leave'): Promise<void> {
    const params = { buildingId, visitorId };
    const { version } = await client.callVersioned(operations.getVisitor, { params });
    await client.call(operations.changeVisitor, { params, body: { change: to }, ...(version && { ifMatch: version }) });
  }

  function actionsOf({ id, status }: DayVisitorView): LineAction[] {
    if (status === 'arrived') return [{ label: words.actions.leave, run: () => change(id, 'leave') }];
    const isDue = status === 'announced' && date === today;
    return isDue ? [{ label: words.actions.arrive, primary: true, run: () => change(id, 'arrive') }] : [];
  }

  return (
    <DaySection
      icon="visitor"
      title={words.visitors}
      empty={words.empty.visitors}
      list={list}
      isDone={isDone}
      orderOf={({ from, unitId }) => `${from} ${unitId}`}
    >
      {(visitor) => (
        <DayLine
          key={visitor.id}
          time={visitor.from}
          unitId={visitor.unitId}
          title={visitor.visitorName}
          detail={`${words.purposes[visitor.purpose]} · ${words.to(nameOf(workplace, visitor.userId))} · ${words.until(visitor.to)}`}
          tone={TONES[visitor.status]}
          status={words.visitorStatuses[visitor.status]}
          isDone={isDone(visitor)}
          actions={actionsOf(visitor)}
          onChanged={list.refresh}
        />
      )}
    </DaySection>
  );
}
