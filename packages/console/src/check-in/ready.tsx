import type { ReactNode } from 'react';
import { dayInWords } from './day-in-words.ts';
import { useLocale, useTexts } from './page-language.ts';
import { SecretLine } from './secret-line.tsx';
import type { OwnCheckIn } from './stage.ts';
import { StageTitle } from './stage-title.tsx';

/** After the approval: the way, and on the day itself what opens doors. */
export function Ready({ own }: { readonly own: OwnCheckIn }): ReactNode {
  const { ready } = useTexts();
  const locale = useLocale();
  const { arrived, phase, information } = own;
  const { directions, wifi, code, from } = information;
  return (
    <>
      <section className="card good">
        <StageTitle>{arrived ? ready.arrived : ready.title}</StageTitle>
        {from !== undefined && <p>{ready.from(dayInWords(from, locale))}</p>}
        {phase === 'during' && code === undefined && <p>{ready.codeLater}</p>}
      </section>
      {code !== undefined && (
        <section className="card">
          <dl>
            <SecretLine label={ready.code} value={code} large />
          </dl>
        </section>
      )}
      {wifi !== undefined && (
        <section className="card" aria-labelledby="wifi">
          <h2 id="wifi">{ready.wifi}</h2>
          <dl>
            <SecretLine label={ready.network} value={wifi.network} />
            <SecretLine label={ready.password} value={wifi.password} />
          </dl>
        </section>
      )}
      {directions !== undefined && (
        <section className="card" aria-labelledby="directions">
          <h2 id="directions">{ready.directions}</h2>
          <p className="directions">{directions}</p>
        </section>
      )}
    </>
  );
}
