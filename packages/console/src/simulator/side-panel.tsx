import type { SimulatedPerson } from '@bos/embedded/simulator/phone-message';
import type { ReactNode } from 'react';
import { durationText } from '../shared/time-text.ts';
import { answerTimes, type Chats, medianOf } from './chats.ts';
import { EXAMPLES } from './examples.ts';
import { useLocale, useTexts } from './page-language.ts';

/** Beside the telephone: things to say, and how fast they were answered. */
export function SidePanel(props: {
  readonly person: SimulatedPerson;
  readonly chats: Chats;
  readonly onSay: (text: string) => void;
}): ReactNode {
  const texts = useTexts();
  return (
    <aside className="side">
      <section>
        <h2>{texts.examples}</h2>
        <ul className="examples">
          {EXAMPLES[props.person.language].map((text) => (
            <li key={text}>
              <button type="button" lang={props.person.language} onClick={() => props.onSay(text)}>
                {text}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <Times chats={props.chats} />
    </aside>
  );
}

function Times({ chats }: { readonly chats: Chats }): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  const times = answerTimes(chats);
  const median = medianOf(times);
  const [fastest] = times;
  if (median === undefined || fastest === undefined) return null;
  return (
    <dl className="times">
      <div>
        <dt>{texts.median}</dt>
        <dd>{durationText(median, locale)}</dd>
      </div>
      <div>
        <dt>{texts.fastest}</dt>
        <dd>{durationText(fastest, locale)}</dd>
      </div>
      <div>
        <dt>{texts.answers}</dt>
        <dd>{times.length}</dd>
      </div>
    </dl>
  );
}
