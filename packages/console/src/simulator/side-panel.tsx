import type { SimulatedPerson } from '@bos/embedded/simulator/phone-message';
import type { ReactNode } from 'react';
import { Icon } from '../shared/icons.tsx';
import { durationText } from '../shared/time-text.ts';
import { answerTimes, type Chats, medianOf } from './chats.ts';
import type { Spoken } from './composer.tsx';
import { examplePicture } from './example-picture.ts';
import { EXAMPLES, PICTURE_CAPTIONS } from './examples.ts';
import { useLocale, useTexts } from './page-language.ts';

/** Beside the telephone: things to say, and how fast they were answered. */
export function SidePanel(props: {
  readonly person: SimulatedPerson;
  readonly chats: Chats;
  readonly onSay: (spoken: Spoken) => void;
}): ReactNode {
  const texts = useTexts();
  const { language } = props.person;
  const caption = PICTURE_CAPTIONS[language];
  return (
    <aside className="side">
      <section>
        <h2>{texts.examples}</h2>
        <ul className="examples">
          {EXAMPLES[language].map((text) => (
            <li key={text}>
              <button type="button" lang={language} onClick={() => props.onSay({ text })}>
                {text}
              </button>
            </li>
          ))}
          <li>
            <button
              type="button"
              lang={language}
              onClick={() => props.onSay({ image: { ...examplePicture(), caption } })}
            >
              <Icon name="picture" /> {caption}
            </button>
          </li>
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
